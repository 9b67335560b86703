using Microsoft.Extensions.AI;
using TrainForge.Capture;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tests.Capture;

public class ConfiguredRedactionTests
{
    [Fact]
    public async Task Additions_of_the_project_never_reach_the_disk()
    {
        using var host = new TestHost(s => s with { Redaction = new() { ExtraPrefixes = ["acme_"], SecretNames = ["kontonummer"], Emails = false } });
        var client = new FakeModel("Use acme_0123456789abcdef for ada@example.org").WithTrainForge(host.Host);

        var (interactions, _, folder) = await host.RunAsync(() => client.GetResponseAsync("""{"kontonummer":"12 34 56"}"""));

        var written = File.ReadAllText(Path.Combine(folder, "interactions.jsonl"));
        Assert.DoesNotContain("acme_0123456789abcdef", written, StringComparison.Ordinal);
        Assert.DoesNotContain("12 34 56", written, StringComparison.Ordinal);
        Assert.Contains("ada@example.org", Assert.Single(interactions).Response[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pseudonyms_use_the_key_of_the_root()
    {
        using var host = new TestHost(s => s with { Redaction = new() { Pseudonyms = true } });
        var client = new FakeModel("Write to ada@example.org").WithTrainForge(host.Host);

        var (interactions, _, _) = await host.RunAsync(() => client.GetResponseAsync("Who?"));

        var same = new Redactor(new RedactionOptions { Pseudonyms = true }, PseudonymKey.LoadOrCreate(Path.Combine(host.Root, PseudonymKey.FileName)));
        Assert.Equal(same.Redact("Write to ada@example.org", new RedactionCounts()), Assert.Single(interactions).Response[0].Text);
        Assert.StartsWith("Write to [EMAIL_", interactions[0].Response[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_usable_key_personal_values_are_replaced_all_the_same()
    {
        using var host = new TestHost(s => s with { Redaction = new() { Pseudonyms = true } });
        Directory.CreateDirectory(host.Root);
        File.WriteAllText(Path.Combine(host.Root, PseudonymKey.FileName), "no key");
        var client = new FakeModel("Write to ada@example.org").WithTrainForge(host.Host);

        var (interactions, _, _) = await host.RunAsync(() => client.GetResponseAsync("Who?"));

        Assert.Equal("Write to [REDACTED:email]", Assert.Single(interactions).Response[0].Text);
    }

    // Data-driven tests have their arguments in their names, and folders are named by them.
    [Fact]
    public async Task A_secret_in_the_arguments_of_a_test_is_in_no_name()
    {
        using var host = new TestHost();
        var secret = "ghp_" + string.Concat(Enumerable.Repeat("aB3dE6", 6));
        var client = new FakeModel("ok").WithTrainForge(host.Host);

        var (_, metadata, folder) = await host.RunAsync(() => client.GetResponseAsync("Who?"), $"Logs_in(token: \"{secret}\")");

        Assert.DoesNotContain("aB3dE6aB3dE6", folder, StringComparison.Ordinal);
        Assert.Contains("Logs_in", Path.GetFileName(folder), StringComparison.Ordinal);
        Assert.DoesNotContain("aB3dE6aB3dE6", $"{metadata.TestName} {metadata.DisplayName} {metadata.Arguments}", StringComparison.Ordinal);
    }
}
