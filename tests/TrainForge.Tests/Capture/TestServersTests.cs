using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TrainForge.Capture;

namespace TrainForge.Tests.Capture;

/// <summary>A server without a network, with its default: nothing of the caller's context reaches the application.</summary>
public sealed class TestServersTests : IDisposable
{
    private static readonly AsyncLocal<string?> Users = new();

    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    public enum Style { WebApplication, HostBuilder }

    [Theory]
    [InlineData(Style.WebApplication)]
    [InlineData(Style.HostBuilder)]
    public async Task Of_fifty_tests_at_once_each_finds_its_own_calls(Style style)
    {
        const int Tests = 50;
        var (arrived, all) = (0, new TaskCompletionSource());
        _host.Begin("starter");
        using var server = await StartAsync(style, async (context, model) =>
        {
            if (Interlocked.Increment(ref arrived) == Tests)
            {
                all.SetResult();
            }

            await all.Task;
            await context.Response.WriteAsync((await model.GetResponseAsync(context.Request.Path.Value![1..])).Text);
        });
        using var http = server.GetTestClient();

        await Task.WhenAll(Enumerable.Range(0, Tests).Select(i => Task.Run(async () =>
        {
            _host.Begin($"T{i}");
            for (var request = 0; request < 3; request++)
            {
                Assert.Equal("ok", await http.GetStringAsync($"/T{i}"));
            }

            _host.End($"T{i}");
        })));
        _host.End("starter");

        var stashes = _host.Folders.Select(f => (TestHost.Metadata(f).TestName, Asked: TestHost.Interactions(f).Select(c => c.Request[0].Text).ToArray())).ToArray();
        Assert.Equal(Tests, stashes.Length);
        Assert.All(stashes, s => Assert.Equal(Enumerable.Repeat(s.TestName, 3), s.Asked));
        Assert.Equal((0, 0), (_host.Host.Orphans.Outside, _host.Host.Orphans.Late));
    }

    [Theory]
    [InlineData(Style.WebApplication)]
    [InlineData(Style.HostBuilder)]
    public async Task The_application_sees_nothing_of_the_callers_context(Style style)
    {
        _host.Begin("A");
        Users.Value = "the caller's";
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == "Microsoft.AspNetCore", Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var server = await StartAsync(style, (context, _) =>
        {
            var before = Users.Value;
            Users.Value = "the server's";
            return context.Response.WriteAsync($"{before}|{Activity.Current?.ParentId}|{Activity.Current?.Baggage.Count() ?? 0}|{SynchronizationContext.Current}|{context.RequestServices.GetRequiredService<IHttpContextAccessor>().HttpContext == context}");
        });
        using var http = server.GetTestClient();

        var seen = await http.GetStringAsync("/");

        Assert.Equal("||0||True", seen);
        Assert.Equal("the caller's", Users.Value);
        _host.End("A");
    }

    // The next test is the only one that runs; it is not its call all the same.
    [Fact]
    public async Task A_request_that_outlives_its_test_is_nobodys()
    {
        var (isIn, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        _host.Begin("starter");
        using var server = await StartAsync(Style.WebApplication, async (context, model) =>
        {
            isIn.SetResult();
            await go.Task;
            await context.Response.WriteAsync((await model.GetResponseAsync("late")).Text);
        });
        _host.End("starter");
        using var http = server.GetTestClient();

        _host.Begin("A");
        var late = http.GetStringAsync("/");
        await isIn.Task;
        _host.End("A");
        _host.Begin("B");
        go.SetResult();

        Assert.Equal("ok", await late);
        _host.End("B");
        Assert.Empty(_host.Folders);
        Assert.Equal((0, 1), (_host.Host.Orphans.Outside, _host.Host.Orphans.Late));
    }

    [Fact]
    public async Task A_factory_of_contexts_that_the_user_brings_stays_and_so_does_the_server()
    {
        _host.Begin("A");
        using var server = await StartAsync(Style.WebApplication, (context, _) => context.Response.WriteAsync(Users.Value ?? ""), services => services.AddSingleton<IHttpContextFactory, OwnFactory>());
        Users.Value = "the caller's";
        using var http = server.GetTestClient();

        Assert.Equal("", await http.GetStringAsync("/"));
        Assert.IsType<OwnFactory>(server.Services.GetRequiredService<IHttpContextFactory>());
        _host.End("A");
    }

    private async Task<IHost> StartAsync(Style style, Func<HttpContext, IChatClient, Task> answer, Action<IServiceCollection>? more = null)
    {
        var model = new FakeModel("ok").WithTrainForge(_host.Host);
        if (style == Style.WebApplication)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseTestServer();
            builder.Logging.SetMinimumLevel(LogLevel.Critical);
            builder.Services.AddHttpContextAccessor();
            more?.Invoke(builder.Services);
            var server = builder.Build();
            server.Run(context => answer(context, model));
            await server.StartAsync();
            return server;
        }

        var host = new HostBuilder()
            .ConfigureWebHost(web => web.UseTestServer().ConfigureServices(services => services.AddHttpContextAccessor()).Configure(app => app.Run(context => answer(context, model))))
            .Build();
        await host.StartAsync();
        return host;
    }

    private sealed class OwnFactory(IServiceProvider services) : IHttpContextFactory
    {
        private readonly DefaultHttpContextFactory _inner = new(services);

        public HttpContext Create(Microsoft.AspNetCore.Http.Features.IFeatureCollection featureCollection) => _inner.Create(featureCollection);

        public void Dispose(HttpContext httpContext) => _inner.Dispose(httpContext);
    }
}
