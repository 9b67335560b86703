namespace TrainForge.Tests.Core.Redaction;

/// <summary>Secrets that never were: put together at run time, so that no scanner finds one in these sources.</summary>
internal static class Planted
{
    private const string Alphanumeric = "a8Kd3Qz7Rm1Vx5Tb9Wn2Yc6Hf4Jg0Lp";

    public static string Word(string prefix, int length) => prefix + Body(length, Alphanumeric);

    public static string Body(int length, string alphabet) => string.Create(length, alphabet, (span, letters) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = letters[(i * 7 + 3) % letters.Length];
        }
    });
}
