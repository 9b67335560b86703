using System.Text.Json;

namespace TrainForge.PackageTests;

/// <summary>
/// Every other test host: two rows that pass and one that fails, each of which speaks to a model. What counts is that each test has
/// its own stash with its own call and outcome.
/// </summary>
public sealed class OtherHosts
{
    private const string Sdk = """<PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />""";
    private const string Net = "<TargetFramework>net10.0</TargetFramework>";

    private const string Usings = """
        using Microsoft.Extensions.AI;
        using TrainForge.Capture;
        """;

    private const string Model = """
        public static class Model
        {
            public static async Task<string> Ask(string question) =>
                (await new Echo().WithTrainForge().GetResponseAsync([new ChatMessage(ChatRole.User, question)])).Text;
        }

        public sealed class Echo : IChatClient
        {
            public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
                Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, messages.Last().Text)));

            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
                throw new NotSupportedException();

            public object? GetService(Type type, object? key = null) => null;

            public void Dispose() { }
        }
        """;

    private static readonly string Xunit2Tests = $$"""
        {{Usings}}
        using Xunit;

        public class T { [Theory] [InlineData("a")] [InlineData("b")] [InlineData("c")] public async Task Row(string s) { await Model.Ask(s); Assert.NotEqual("c", s); } }
        {{Model}}
        """;

    private static readonly string NUnitTests = $$"""
        {{Usings}}
        using NUnit.Framework;

        public class T { [TestCase("a")] [TestCase("b")] [TestCase("c")] public async Task Row(string s) { await Model.Ask(s); Assert.That(s, Is.Not.EqualTo("c")); } }
        {{Model}}
        """;

    private static readonly string MSTestTests = $$"""
        {{Usings}}
        using Microsoft.VisualStudio.TestTools.UnitTesting;

        [TestClass] public class T { [TestMethod] [DataRow("a")] [DataRow("b")] [DataRow("c")] public async Task Row(string s) { await Model.Ask(s); Assert.AreNotEqual("c", s); } }
        {{Model}}
        """;

    [Fact]
    public void Xunit_2_is_recorded() => Records(
        Xunit2Tests,
        $"""{Sdk}<PackageReference Include="xunit" Version="2.9.3" /><PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />""",
        Net);

    [Fact]
    public void NUnit_is_recorded() => Records(
        NUnitTests,
        $"""{Sdk}<PackageReference Include="NUnit" Version="4.6.1" /><PackageReference Include="NUnit3TestAdapter" Version="5.2.0" />""",
        Net);

    [Fact]
    public void MSTest_is_recorded() => Records(
        MSTestTests,
        $"""{Sdk}<PackageReference Include="MSTest.TestFramework" Version="4.5.2" /><PackageReference Include="MSTest.TestAdapter" Version="4.5.2" />""",
        Net);

    [Fact]
    public void The_testing_platform_1_is_recorded_with_xunit_3() => Records(
        Xunit2Tests,
        """<PackageReference Include="xunit.v3" Version="3.2.2" />""",
        Net + "<UseMicrosoftTestingPlatformRunner>true</UseMicrosoftTestingPlatformRunner>",
        platform: true);

    [Fact]
    public void The_testing_platform_2_is_recorded_with_MSTest() => Records(
        MSTestTests,
        """<PackageReference Include="MSTest.TestFramework" Version="4.5.2" /><PackageReference Include="MSTest.TestAdapter" Version="4.5.2" />""",
        Net + "<EnableMSTestRunner>true</EnableMSTestRunner>",
        platform: true);

    [Fact]
    public void An_MSTest_that_is_too_old_is_one_warning()
    {
        using var project = new UserProject(
            properties: Net,
            packages: $"""{Sdk}<PackageReference Include="MSTest.TestFramework" Version="3.8.3" /><PackageReference Include="MSTest.TestAdapter" Version="3.8.3" />""",
            tests: MSTestTests.Replace("[DataRow(\"c\")]", "", StringComparison.Ordinal));

        var run = project.Test();

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("warning TF1065: 'MSTest.TestFramework' is 3.8.3", run.Output, StringComparison.Ordinal);
        Assert.Empty(project.Stashes);
    }

    private static void Records(string tests, string packages, string properties, bool platform = false)
    {
        using var project = new UserProject(properties: properties, packages: packages, tests: tests);
        if (platform)
        {
            project.Write("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");
        }

        var run = project.Test();

        Assert.True(run.ExitCode != 0, run.Output);
        Assert.True(project.Stashes.Length == 3, run.Output);
        Assert.Equal(["failed", "passed", "passed"], project.Stashes.Select(Outcome).Order(StringComparer.Ordinal));
        Assert.Equal(3, project.Stashes.Select(Question).Distinct().Count());
        Assert.True(Directory.Exists(project.In("cache/requests")), "Nobody asked for a dataset:\n" + run.Output);
    }

    private static string Outcome(string metadata) => Json(metadata).GetProperty("outcome").GetString()!;

    private static string Question(string metadata) => Json(metadata).GetProperty("prompt").GetString()!;

    private static JsonElement Json(string file) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file));
}
