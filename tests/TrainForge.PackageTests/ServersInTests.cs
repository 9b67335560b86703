namespace TrainForge.PackageTests;

/// <summary>An application under test in the process of its tests, as ASP.NET Core's own packages host it: without a network, and with one.</summary>
public sealed class ServersInTests
{
    private const string App = """
        using Microsoft.Extensions.AI;

        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.MapGet("/ask/{question}", async (string question, IChatClient model) => (await model.GetResponseAsync(question)).Text);
        app.MapGet("/ambient", () => Program.Ambient.Value ?? "nothing");
        app.Run();

        public partial class Program
        {
            public static readonly AsyncLocal<string?> Ambient = new();
        }
        """;

    private const string Servers = """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Mvc.Testing;
        using Microsoft.AspNetCore.TestHost;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;
        using TrainForge.Capture;
        using Xunit;

        [assembly: AssemblyFixture(typeof(Servers))]
        [assembly: CollectionBehavior(MaxParallelThreads = -1)]

        public sealed class Servers : WebApplicationFactory<Program>, IAsyncLifetime
        {
            private WebApplication? _network;

            public HttpClient InMemory { get; private set; } = null!;

            public HttpClient OverTheNetwork { get; } = new();

            public async ValueTask InitializeAsync()
            {
                InMemory = CreateClient();
                /*SETS*/
                var builder = WebApplication.CreateBuilder();
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<IChatClient>(new Model().WithTrainForge());
                _network = builder.Build();
                _network.MapGet("/ask/{question}", async (string question, IChatClient model) => (await model.GetResponseAsync(question)).Text);
                await _network.StartAsync();
                OverTheNetwork.BaseAddress = new Uri(_network.Urls.First());
            }

            public override async ValueTask DisposeAsync()
            {
                await _network!.DisposeAsync();
                await base.DisposeAsync();
            }

            protected override void ConfigureWebHost(IWebHostBuilder builder)
            {
                builder.ConfigureLogging(logging => logging.ClearProviders());
                builder.ConfigureServices(services => services.AddSingleton<IChatClient>(new Model().WithTrainForge()));
            }
        }

        // Answers nobody before everybody has asked: so all of them run at once.
        public sealed class Model : IChatClient
        {
            public const int Everybody = 50;

            private readonly TaskCompletionSource _all = new();
            private int _asked;

            public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default)
            {
                if (Interlocked.Increment(ref _asked) == Everybody)
                {
                    _all.SetResult();
                }

                await _all.Task.WaitAsync(TimeSpan.FromMinutes(2), cancel);
                return new ChatResponse(new ChatMessage(ChatRole.Assistant, $"answer to {messages.Last().Text}"));
            }

            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
                throw new NotSupportedException();

            public object? GetService(Type type, object? key = null) => type.IsInstanceOfType(this) ? this : null;

            public void Dispose() { }
        }

        """;

    [Fact]
    public void Of_fifty_tests_at_once_each_finds_what_the_servers_asked_for_it()
    {
        var tests = string.Concat(Enumerable.Range(0, 50).Select(i => $$"""
            public class T{{i:00}}(Servers servers)
            {
                [Fact]
                public async Task Asks()
                {
                    Program.Ambient.Value = "the test's own";
                    Assert.Equal("answer to memory-{{i:00}}", await servers.InMemory.GetStringAsync("/ask/memory-{{i:00}}", TestContext.Current.CancellationToken));
                    Assert.Equal("answer to network-{{i:00}}", await servers.OverTheNetwork.GetStringAsync("/ask/network-{{i:00}}", TestContext.Current.CancellationToken));
                    Assert.Equal("answer to again-{{i:00}}", await servers.InMemory.GetStringAsync("/ask/again-{{i:00}}", TestContext.Current.CancellationToken));
                    Assert.Equal("nothing", await servers.InMemory.GetStringAsync("/ambient", TestContext.Current.CancellationToken));
                }
            }

            """));
        using var project = Project(Servers + tests);

        var run = project.Test();

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.DoesNotContain("TF5003", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            Enumerable.Range(0, 50).Select(i => $"passed T{i:00}.Asks [] {{}} #1 <- memory-{i:00} | network-{i:00} | again-{i:00}"),
            project.Stashes.Select(stash => Frameworks.Stashed.Read(stash).Line).Order(StringComparer.Ordinal));
    }

    // Who sets it wants his own context in the application, and keeps it; the calls find their test by it.
    [Fact]
    public void A_test_that_takes_its_context_along_itself_still_does()
    {
        var tests = """
            public class Sets(Servers servers)
            {
                [Fact]
                public async Task Asks()
                {
                    Program.Ambient.Value = "the test's own";
                    Assert.Equal("the test's own", await servers.InMemory.GetStringAsync("/ambient", TestContext.Current.CancellationToken));
                    Assert.Equal("answer to memory", await servers.InMemory.GetStringAsync("/ask/memory", TestContext.Current.CancellationToken));
                }
            }
            """;
        using var project = Project((Servers + tests)
            .Replace("Everybody = 50", "Everybody = 1", StringComparison.Ordinal)
            .Replace("/*SETS*/", "Server.PreserveExecutionContext = true; InMemory = CreateClient();", StringComparison.Ordinal));

        var run = project.Test();

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(["passed Sets.Asks [] {} #1 <- memory"], project.Stashes.Select(stash => Frameworks.Stashed.Read(stash).Line));
    }

    // The project takes the folder with it.
    private static UserProject Project(string tests)
    {
        var folder = Directory.CreateTempSubdirectory("tf servers ş-").FullName;
        var app = Directory.CreateDirectory(Path.Combine(folder, "App")).FullName;
        File.WriteAllText(Path.Combine(app, "Program.cs"), App);
        File.WriteAllText(Path.Combine(app, "App.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup><PackageReference Include="Microsoft.Extensions.AI.Abstractions" Version="9.5.0" /></ItemGroup>
            </Project>
            """);
        return new UserProject(inside: folder, tests: tests, packages: UserProject.Xunit3 + """
            <PackageReference Include="Microsoft.AspNetCore.Mvc.Testing" Version="10.0.15" />
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <ProjectReference Include="../App/App.csproj" />
            """);
    }
}
