using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TrainForge.Runs.Configuration;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Runs.Configuration;

/// <summary>Whatever bytes a configuration holds: problems with TF codes, never an exception of another kind, never a hang.</summary>
public sealed class ConfigurationFuzzTests : IDisposable
{
    private static readonly string[] Pieces =
    [
        "training", "epochs", "lora", "environments", "ci", "evaluation", "gates", ":", ": ", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ",", "&a ", "*a", "!!str ", "!<",
        "'", "\"", "|\n", ">-\n", "? ", "---\n", "...\n", "%YAML 1.2\n", "#", "<<", "~", "null", "1", "-0", "1e5", "yes", "true", "\t", "\0", "é", "\U0001F600", "\\x", "@", "`",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Random_bytes_are_refused_in_good_order() =>
        Check.One(Seeded(100), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Survives(bytes)));

    [Fact]
    public void Random_pieces_of_yaml_are_refused_in_good_order() =>
        Check.One(Seeded(600), Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(p => string.Concat(p)).ToArbitrary(), text => Survives(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void A_good_file_with_one_byte_changed_is_read_or_refused_in_good_order()
    {
        var good = Encoding.UTF8.GetBytes("training: {epochs: 3, lora: {targets: [q, v]}}\nenvironments:\n  ci: &ci\n    dataset: {split: {seed: 1}}\n  nightly: *ci\n");

        Check.One(Seeded(300), Prop.ForAll(Gen.Choose(0, good.Length - 1).Two().ToArbitrary(), at =>
        {
            var changed = (byte[])good.Clone();
            changed[at.Item1] = (byte)(at.Item2 * 7);
            Survives(changed);
        }));
    }

    private void Survives(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("trainforge.yaml"), bytes);

        var loaded = ConfigurationLoader.Load(new ConfigurationRequest { Folder = _folder.Path });

        Assert.All(loaded.Problems, p => Assert.DoesNotContain('\n', p.ToString()));
    }

    private static Config Seeded(int count) => Sampling.Of(count).WithEndSize(60).WithQuietOnSuccess(true);
}
