using System.Text.RegularExpressions;
using System.Xml.Linq;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Build;

public partial class PublicNamesTests
{
    // What users write into their projects. A line that goes away or changes here breaks somebody's build.
    [Fact]
    public void Names_of_the_package_read_as_recorded()
    {
        var files = Files();
        var targets = files.SelectMany(f => f.Descendants("Target")).Select(t => $"target {t.Attribute("Name")!.Value}");
        var properties = files.SelectMany(f => Names().Matches(f.ToString())).Select(m => $"property {m.Groups[1].Value}");
        var items = files.SelectMany(f => Items().Matches(f.ToString())).Select(m => $"item {m.Groups[1].Value}");
        var outputs = files.SelectMany(f => f.Descendants("Output")).Select(o => o.Attribute("ItemName")?.Value).OfType<string>().Select(name => $"item {name}");

        Recorded.Equal(string.Join('\n', targets.Concat(properties).Concat(items).Concat(outputs)
            .Where(line => !line.Contains(" _", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)));
    }

    // A target's sentences would escape the catalogue and its explanations.
    [Fact]
    public void Targets_say_nothing_themselves() =>
        Assert.All(Files(), file => Assert.DoesNotContain(file.Descendants(), e => e.Name.LocalName is "Error" or "Warning" or "Message"));

    private static List<XDocument> Files() =>
        [.. Directory.EnumerateFiles(Repo.File("src/TrainForge.Build/build")).Order(StringComparer.Ordinal).Select(file => XDocument.Load(file))];

    [GeneratedRegex(@"\$\((TrainForge\w+)\)")]
    private static partial Regex Names();

    [GeneratedRegex(@"@\((TrainForge\w+)\)")]
    private static partial Regex Items();
}
