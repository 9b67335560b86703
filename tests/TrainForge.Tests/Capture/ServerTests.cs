using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using TrainForge.Capture;

namespace TrainForge.Tests.Capture;

/// <summary>A server in the process of the tests, started by one of them and used by all: its flows are nobody's.</summary>
public sealed class ServerTests : IDisposable
{
    private readonly TestHost _host = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_made_inside_a_shared_server_belong_to_the_test_that_asked(bool isSilent)
    {
        var model = new FakeModel("ok").WithTrainForge(_host.Host);
        _host.Begin("starter");
        await using var server = await StartAsync(model, isSilent);
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(async () =>
        {
            _host.Begin($"T{i}");
            for (var request = 0; request < 5; request++)
            {
                Assert.Equal("ok", await http.GetStringAsync($"/T{i}"));
            }

            _host.End($"T{i}");
        })));
        _host.End("starter");

        var stashes = _host.Folders.Select(f => (TestHost.Metadata(f).TestName, Asked: TestHost.Interactions(f).Select(c => c.Request[0].Text).ToArray())).ToArray();
        Assert.Equal(10, stashes.Length);
        Assert.All(stashes, s => Assert.Equal(Enumerable.Repeat(s.TestName, 5), s.Asked));
        Assert.Equal((0, 0), (_host.Host.Orphans.Outside, _host.Host.Orphans.Late));
    }

    public void Dispose() => _host.Dispose();

    // Without log providers and listeners a server starts no activity of its own; with them it does.
    private static async Task<WebApplication> StartAsync(IChatClient model, bool isSilent)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        if (isSilent)
        {
            builder.Logging.ClearProviders();
        }

        var server = builder.Build();
        server.Run(async context => await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
            context.Response, (await model.GetResponseAsync(context.Request.Path.Value!.TrimStart('/'))).Text));
        await server.StartAsync();
        return server;
    }
}
