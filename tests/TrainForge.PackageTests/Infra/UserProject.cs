namespace TrainForge.PackageTests.Infra;

/// <summary>
/// A user's test project in a fresh folder outside the repository: xunit.v3, one package reference to us, a model that answers from a
/// rule. Its tests record two model calls.
/// </summary>
internal sealed class UserProject : IDisposable
{
    public const string Xunit3 = """
        <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
            <PackageReference Include="xunit.v3" Version="3.2.2" />
            <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
        """;

    private readonly string _folder;

    public UserProject(
        string name = "Users.Tests", string properties = "<TargetFramework>net10.0</TargetFramework>", string? inside = null, string packages = Xunit3, string? tests = null, string language = "cs")
    {
        Name = name;
        _folder = inside ?? Directory.CreateTempSubdirectory("tf user's ı-").FullName;
        Folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        Write("../nuget.config", Package.NuGetConfig);
        Write($"{name}.{language}proj", Project(properties, packages));
        Write($"ModelTests.{language}", tests ?? Tests);
    }

    public string Name { get; }

    public string Folder { get; }

    /// <summary>Discovery finds no solution and no repository above a lone project, so the root is in the project itself.</summary>
    public string Root { get; set; } = "";

    public string[] Versions => Directory.Exists(In("datasets"))
        ? [.. Directory.GetFiles(In("datasets"), "MANIFEST.json", SearchOption.AllDirectories).Select(f => Path.GetFileName(Path.GetDirectoryName(f)!)).Order(StringComparer.Ordinal)]
        : [];

    public string[] Stashes => Directory.Exists(In("stashes")) ? Directory.GetFiles(In("stashes"), "metadata.json", SearchOption.AllDirectories) : [];

    public string In(string part) => Path.Combine(Root.Length > 0 ? Root : Path.Combine(Folder, ".trainforge"), part);

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    /// <summary>Puts the project under version control, as users' are, and says what it stands at.</summary>
    public string Commit()
    {
        Write(".gitignore", "bin/\nobj/\n.trainforge/\n");
        Git("init", "-q");
        Git("add", ".");
        Git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", "First");
        return Git("rev-parse", "HEAD").Trim();
    }

    public Ran Run(params string[] arguments) => RunWith([], arguments);

    public Ran RunWith(Dictionary<string, string> environment, params string[] arguments)
    {
        environment["NUGET_PACKAGES"] = Package.Cache;
        return DotNet.RunWith(Folder, environment, arguments);
    }

    public Ran Test(params string[] arguments) => Run(["test", .. arguments]);

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string Git(params string[] arguments)
    {
        var run = DotNet.RunProgram("git", Folder, [], arguments);
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output;
    }

    private static string Project(string properties, string packages) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            {properties}
            <OutputType>Exe</OutputType>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <NuGetAudit>false</NuGetAudit>
            <RollForward>Major</RollForward>
          </PropertyGroup>
          <ItemGroup>
            {packages}
            <PackageReference Include="TrainForge.Build" Version="{Package.Version}" />
          </ItemGroup>
        </Project>
        """;

    private const string Tests = """
        using Microsoft.Extensions.AI;
        using TrainForge.Capture;
        using Xunit;

        public class ModelTests
        {
            private readonly IChatClient _model = new Echo().WithTrainForge();

            [Fact]
            public Task Knows_plants() => Answers("Which plants grow in the shade of a tall old tree?", "Ferns and hostas grow well in the shade of a tall old tree.");

            [Fact]
            public Task Knows_the_mail_from_Lisbon() => Answers("How long does a letter from Lisbon to Vienna take?", "A letter from Lisbon to Vienna takes about four days.");

            private async Task Answers(string question, string answer)
            {
                var response = await _model.GetResponseAsync([new ChatMessage(ChatRole.User, question)], null, TestContext.Current.CancellationToken);

                Assert.Equal(answer, response.Text);
            }
        }

        public sealed class Echo : IChatClient
        {
            public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
                Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, messages.Last().Text.StartsWith("Which")
                    ? "Ferns and hostas grow well in the shade of a tall old tree."
                    : "A letter from Lisbon to Vienna takes about four days.")) { ModelId = "echo" });

            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
                throw new NotSupportedException();

            public object? GetService(Type type, object? key = null) => type.IsInstanceOfType(this) ? this : null;

            public void Dispose() { }
        }
        """;
}
