namespace TrainForge.PackageTests.Frameworks;

/// <summary>One source for both generations of xunit, and what its tests leave.</summary>
internal static class XunitCases
{
    public static readonly string Source2 = Source("""
            public sealed class Fixed : IDisposable
            {
                public Fixed() => Model.Ask("construct").GetAwaiter().GetResult();

                [Fact] public Task Asks() => Model.Ask("body");

                public void Dispose() => Model.Ask("dispose").GetAwaiter().GetResult();
            }

            public class Late : IDisposable
            {
                [Fact] public Task Disposes_wrong() => Model.Ask("dispose wrong");

                public void Dispose() => throw new InvalidOperationException("no");
            }
        """);

    public static readonly string Source3 = Source("""
            public sealed class Fixed
            {
                public Fixed() => Model.Ask("construct").GetAwaiter().GetResult();

                [Fact] public Task Asks() => Model.Ask("body");
            }

            public class Late
            {
                [Fact] public async Task Skips_late() { await Model.Ask("skip late"); Assert.Skip("not today"); }
            }

            public class Later : IDisposable
            {
                [Fact] public Task Disposes_wrong() => Model.Ask("dispose wrong");

                public void Dispose() => throw new InvalidOperationException("no");
            }
        """);

    private static string Source(string more) => $$"""
        using Microsoft.Extensions.AI;
        using TrainForge.Capture;
        using Xunit;

        [assembly: CollectionBehavior(MaxParallelThreads = -1)]

        public class Cases
        {
            [Fact] [Trait("kind", "plain")] public Task Passes() => Model.Ask("pass");

            [Fact] public async Task Fails() { await Model.Ask("fail"); Assert.Equal("no", "yes"); }

            [Fact(Skip = "not today")] public Task Skipped() => Model.Ask("skip");

            [Theory] [InlineData("a", 1)] [InlineData("b", 2)] public Task Row(string name, int number) => Model.Ask($"row {name} {number}");

            [Fact] public Task Waits() => Model.Wait();

            [Fact(Timeout = 2000)] public async Task Times_out() { await Model.Ask("time out"); await Task.Delay(20_000); }

            [Fact] public Task Crashes() => Model.Crash();

        {{string.Join('\n', UserModel.Names.Select((n, i) => $"    [Fact(DisplayName = \"{n.Literal}\")] public Task Named{i}() => Model.Ask(\"name {i}\");"))}}
        }

        {{string.Join('\n', Enumerable.Range(0, UserModel.Crowd).Select(i => $"public class Crowd{i:000} {{ [Fact] public Task Asks() => Model.AskInCrowd({i}); }}"))}}

        {{more}}
        {{UserModel.Source}}
        """;

    public static readonly Stashed[] Stashes2 =
    [
        .. Stashes(),
        new("Fixed.Asks", "passed", "construct") { Questions = ["construct", "body", "dispose"] },
        new("Late.Disposes_wrong", "failed", "dispose wrong"),
    ];

    public static readonly Stashed[] Stashes3 =
    [
        .. Stashes(),
        new("Fixed.Asks", "passed", "construct") { Questions = ["construct", "body"] },
        new("Late.Skips_late", "skipped", "skip late"),
        new("Later.Disposes_wrong", "passed", "dispose wrong") { FailsLater = true },
    ];

    private static IEnumerable<Stashed> Stashes() =>
    [
        new("Cases.Passes", "passed", "pass") { Traits = ["kind=plain"] },
        new("Cases.Fails", "failed", "fail"),
        new("Cases.Row(name: \"a\", number: 1)", "passed", "row a 1", "name: \"a\", number: 1"),
        new("Cases.Row(name: \"b\", number: 2)", "passed", "row b 2", "name: \"b\", number: 2"),
        new("Cases.Waits", "passed", "wait"),
        new("Cases.Times_out", "timed_out", "time out"),
        new("Cases.Crashes", "passed", "crash"),
        .. UserModel.Names.Select((n, i) => new Stashed(n.Name, "passed", $"name {i}")),
    ];
}
