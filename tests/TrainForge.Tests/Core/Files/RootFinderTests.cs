using TrainForge.Files;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Files;

public sealed class RootFinderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(RootCase.Names), MemberType = typeof(RootCase))]
    public void Finds_the_root_the_table_says(string name)
    {
        var row = RootCase.Named(name).Under(_folder.Path);

        var found = RootFinder.Find(row.Option, row.Environment, row.Property, row.Start);

        Assert.Equal((row.Root, row.Source), (found.Folder, found.Source.ToString()));
    }

    [Fact]
    public void The_table_tries_every_source()
    {
        Assert.Equal(Enum.GetNames<RootSource>().Order(), RootCase.All.Select(c => c.Source).Distinct().Order());
        Assert.Equal(RootCase.All.Count, RootCase.All.Select(c => c.Name).Distinct().Count());
    }

    [Fact]
    public void Finds_the_configuration_wherever_the_root_is()
    {
        File.WriteAllText(_folder.File("trainforge.yaml"), "");
        var project = _folder.File("src", "A");

        Assert.Equal(_folder.File("trainforge.yaml"), RootFinder.FindConfiguration(project));
        File.Delete(_folder.File("trainforge.yaml"));
        Assert.Null(RootFinder.FindConfiguration(project));
    }

    [Fact]
    public void A_root_that_is_a_file_is_told_before_anything_is_written()
    {
        File.WriteAllText(_folder.File("taken"), "");

        var problem = Assert.Single(RootFinder.Find(_folder.File("taken"), null, null, _folder.Path).Check());

        Assert.Equal("TF1010", problem.Rule.Code);
        Assert.Empty(RootFinder.Find(_folder.File("free"), null, null, _folder.Path).Check());
    }
}
