using System.Text.Json;
using System.Text.RegularExpressions;
using TrainForge.Options;
using TrainForge.Runs.Configuration;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Runs.Configuration;

/// <summary>What is written from the option records: the template, the schema, the reference page.</summary>
public partial class ConfigurationDocumentsTests
{
    private static readonly bool Recording = Environment.GetEnvironmentVariable("TRAINFORGE_RECORD") == "1";

    [Fact]
    public void The_template_as_written_means_the_defaults()
    {
        var options = Load(ConfigurationTemplate.Write());

        Assert.Equal(OptionJson.Write(new ProjectOptions()), OptionJson.Write(options));
    }

    [Fact]
    public void The_template_with_every_setting_uncommented_means_the_defaults_too()
    {
        var all = SettingLine().Replace(ConfigurationTemplate.Write(), "$1$2");

        Assert.Equal(OptionJson.Write(new ProjectOptions()), OptionJson.Write(Load(all)));
        Assert.Contains("\n  learning_rate: 0.0002\n", all, StringComparison.Ordinal);
        Assert.Contains("\n    training: {max_steps: 20}\n", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nb\tc \u001b[2J \u0085 \u2028 \"q\" \\ ş")]
    [InlineData("no")]
    [InlineData("0x1F")]
    public void A_text_is_written_in_one_line_that_reads_back_the_same(string text)
    {
        var written = SettingText.Of(text);

        Assert.DoesNotContain(written, c => char.IsControl(c) || c is '\u2028');
        Assert.Equal(text, Load($"project: {written}\n").Project);
    }

    [Theory]
    [InlineData(2e-4, "0.0002")]
    [InlineData(1e-15, "1E-15")]
    [InlineData(0.1234567890123456, "0.1234567890123456")]
    public void A_number_is_written_so_that_it_reads_back_the_same(double number, string expected)
    {
        Assert.Equal(expected, SettingText.Of(number));
        Assert.Equal(number, Load($"training: {{learning_rate: {expected}}}\n").Training.LearningRate);
    }

    [Fact]
    public void The_template_reads_as_recorded() => Recorded.Equal(ConfigurationTemplate.Write("trainforge.schema.json"));

    [Fact]
    public void The_schema_in_the_repository_is_the_one_of_the_records()
    {
        var file = Repo.File("eng/schemas/" + ConfigurationSchema.FileName);
        var schema = ConfigurationSchema.Write();

        if (Recording)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, schema);
        }

        Assert.Equal(File.ReadAllText(file), schema);
    }

    [Fact]
    public void The_schema_knows_what_the_loader_knows()
    {
        var training = JsonDocument.Parse(ConfigurationSchema.Write()).RootElement.GetProperty("properties").GetProperty("training").GetProperty("anyOf")[1];
        var epochs = training.GetProperty("properties").GetProperty("epochs");

        Assert.False(training.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal((1, 10_000, 1), (epochs.GetProperty("minimum").GetInt32(), epochs.GetProperty("maximum").GetInt32(), epochs.GetProperty("default").GetInt32()));
        Assert.Contains("force_new", training.GetProperty("properties").GetProperty("mode").GetProperty("enum").EnumerateArray().Select(e => e.GetString()));
    }

    [Fact]
    public void The_reference_page_lists_every_setting()
    {
        var file = Repo.File("eng/docs/configuration.md");
        var page = File.ReadAllText(file).ReplaceLineEndings("\n");
        var fresh = Listed().Replace(page, m => m.Groups[1].Value + "\n" + ConfigurationReference.Write() + "<!-- /settings -->");

        if (Recording)
        {
            File.WriteAllText(file, fresh);
            page = fresh;
        }

        Assert.Matches(Listed(), page);
        Assert.Equal(fresh, page);
    }

    private static ProjectOptions Load(string yaml)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("trainforge.yaml"), yaml);
        var loaded = ConfigurationLoader.Load(new ConfigurationRequest { Folder = folder.Path });
        Assert.Empty(loaded.Problems.Select(p => p.ToString()));
        return loaded.Options;
    }

    [GeneratedRegex("^( *)#([ a-z_]*[a-z_]+:)", RegexOptions.Multiline)]
    private static partial Regex SettingLine();

    [GeneratedRegex("(<!-- settings:[^\n]*-->)\n(.*?)<!-- /settings -->", RegexOptions.Singleline)]
    private static partial Regex Listed();
}
