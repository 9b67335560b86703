namespace TrainForge.Redaction;

internal sealed class SecretNames(IReadOnlyList<string> extra)
{
    public IReadOnlyList<string> Extra { get; } = extra;
}
