using TrainForge.Options;
using TrainForge.Runs.Configuration;
using TrainForge.Tests.Infra;
using Loaded = TrainForge.Runs.Configuration.Configuration;

namespace TrainForge.Tests.Runs.Configuration;

/// <summary>Sections that are files, and files that are not what they should be.</summary>
public sealed class ConfigurationFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_section_may_be_a_file_and_its_mistakes_name_that_file()
    {
        Directory.CreateDirectory(_folder.File("config"));
        File.WriteAllText(_folder.File("config", "training.yaml"), "epochs: 3\nlora: config/lora.yaml\n");
        File.WriteAllText(_folder.File("config", "lora.yaml"), "\nrnak: 8\n");

        var loaded = Load("training: config\\training.yaml\n");

        Assert.Equal(3, loaded.Options.Training.Epochs);
        Assert.Equal(Path.Combine("config", "lora.yaml") + "(2,1)", Assert.Single(loaded.Problems).Where.ToString());
    }

    [Fact]
    public void Section_files_that_lead_in_a_circle_are_refused()
    {
        File.WriteAllText(_folder.File("a.yaml"), "lora: b.yaml\n");
        File.WriteAllText(_folder.File("b.yaml"), "rank: 8\n");

        Assert.Equal("TF1009", Assert.Single(Load("dataset: {split: trainforge.yaml}\n").Problems).Rule.Code);
        Assert.Equal(["TF1023"], Load("training: a.yaml\n").Problems.Select(p => p.Rule.Code));
    }

    [Fact]
    public void A_link_that_leads_outside_is_refused()
    {
        using var outside = new TempFolder();
        File.WriteAllText(outside.File("t.yaml"), "epochs: 3\n");
        Directory.CreateSymbolicLink(_folder.File("config"), outside.Path);

        Assert.Contains("outside", Assert.Single(Load("training: config/t.yaml\n").Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_on_the_command_line_may_be_a_file_too()
    {
        File.WriteAllText(_folder.File("fast.yaml"), "epochs: 3\n");
        var without = ConfigurationLoader.Load(Request(new SettingOverride("training", "fast.yaml", "--set training")));
        Write("training: {batch_size: 2}\n");

        var loaded = ConfigurationLoader.Load(Request(new SettingOverride("training", "fast.yaml", "--set training")));
        var missing = ConfigurationLoader.Load(Request(new SettingOverride("training", "slow.yaml", "--set training")));

        Assert.Equal((3, 3, 2), (without.Options.Training.Epochs, loaded.Options.Training.Epochs, loaded.Options.Training.BatchSize));
        Assert.Equal([_folder.File("trainforge.yaml"), _folder.File("fast.yaml")], loaded.Files);
        Assert.Equal("--set training: error TF1009: 'training' names the file 'slow.yaml', which does not exist.", Assert.Single(missing.Problems).ToString());
    }

    [Fact]
    public void Messages_name_the_file_that_was_read()
    {
        File.WriteAllText(_folder.File("else.yaml"), "trainig: {}\n");
        File.WriteAllText(_folder.File("list.yaml"), "- a\n");

        var unknown = ConfigurationLoader.Load(Request() with { File = "else.yaml" });
        var list = ConfigurationLoader.Load(Request() with { File = "list.yaml" });

        Assert.StartsWith("else.yaml(1,1): error TF1003: 'trainig' is not a setting of else.yaml.", Assert.Single(unknown.Problems).ToString(), StringComparison.Ordinal);
        Assert.Equal("list.yaml(1,1): error TF1004: 'list.yaml' is a list; it must be a map of settings.", Assert.Single(list.Problems).ToString());
    }

    // A circle of links stands for a file that this user may not read: root may read all others.
    [Fact]
    public void A_file_that_cannot_be_read_is_a_mistake_like_others()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links any user may make.");
        File.CreateSymbolicLink(_folder.File("trainforge.yaml"), "trainforge.yaml");

        Assert.StartsWith("trainforge.yaml: error TF1024: The file cannot be read: ", Assert.Single(ConfigurationLoader.Load(Request()).Problems).ToString(), StringComparison.Ordinal);
    }

    // As in a container whose working folder is '/'.
    [Fact]
    public void The_top_of_the_file_system_holds_files_of_sections_too()
    {
        File.WriteAllText(_folder.File("t.yaml"), "epochs: 3\n");
        var (read, problems) = (new List<string>(), new List<TrainForge.Diagnostics.Diagnostic>());
        var top = Path.GetPathRoot(_folder.Path)!;
        var where = new TrainForge.Diagnostics.SourcePoint("trainforge.yaml");
        var named = new YamlScalar(Path.GetRelativePath(top, _folder.File("t.yaml")), Plain: true, where);

        var expanded = new SectionFiles(top, path => path, read, problems).Expand(new YamlMap([new YamlEntry("training", where, named)], where), typeof(ProjectOptions), []);

        Assert.Empty(problems);
        Assert.Equal("3", Assert.IsType<YamlScalar>(Assert.IsType<YamlMap>(expanded.Find("training")).Find("epochs")).Text);
    }

    private Loaded Load(string yaml)
    {
        Write(yaml);
        return ConfigurationLoader.Load(Request());
    }

    private void Write(string yaml) => File.WriteAllText(_folder.File("trainforge.yaml"), yaml);

    private ConfigurationRequest Request(params SettingOverride[] overrides) => new() { Folder = _folder.Path, Overrides = overrides };
}
