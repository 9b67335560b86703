namespace TrainForge.PackageTests.Frameworks;

/// <summary>One source for every NUnit, and what its tests leave.</summary>
internal static class NUnitCases
{
    // In a crowd each test keeps a thread of NUnit's, so there are as many and a few for the others.
    public static readonly string Source = $$"""
        using Microsoft.Extensions.AI;
        using NUnit.Framework;
        using TrainForge.Capture;

        [assembly: LevelOfParallelism({{UserModel.Crowd + 8}})]

        [Category("all")]
        public class Cases
        {
            private static int _tries;

            [Test, Category("plain"), Property("kind", "short")] public Task Passes() => Model.Ask("pass");

            [Test] public async Task Fails() { await Model.Ask("fail"); Assert.That("yes", Is.EqualTo("no")); }

            [Test, Ignore("not today")] public Task Skipped() => Model.Ask("skip");

            [Test] public async Task Skips_late() { await Model.Ask("skip late"); Assert.Ignore("not today"); }

            [Test] public async Task Cannot_tell() { await Model.Ask("cannot tell"); Assert.Inconclusive("who knows"); }

            [TestCase("a", 1)] [TestCase("b", 2)] public Task Row(string name, int number) => Model.Ask($"row {name} {number}");

            [Test] public Task Waits() => Model.Wait();

            [Test, CancelAfter(2000)] public async Task Times_out(CancellationToken cancel) { await Model.Ask("time out"); await Task.Delay(20_000, cancel); }

            [Test] public Task Crashes() => Model.Crash();

            [Test, Retry(2)] public async Task Tries() { var number = ++_tries; await Model.Ask($"try {number}"); Assert.That(number, Is.EqualTo(2)); }

        {{string.Join('\n', UserModel.Names.Select((n, i) => $"    [TestCase(TestName = \"{n.Literal}\")] public Task Named{i}() => Model.Ask(\"name {i}\");"))}}
        }

        public class Fixed
        {
            [SetUp] public Task Before() => Model.Ask("set up");

            [Test] public Task Asks() => Model.Ask("body");

            [TearDown] public Task After() => Model.Ask("tear down");
        }

        public class Late
        {
            [Test] public Task Tears_down_wrong() => Model.Ask("tear down wrong");

            [TearDown] public void After() => throw new InvalidOperationException("no");
        }

        [Parallelizable(ParallelScope.All)]
        public class Crowds
        {
            [Test] public Task Asks([Range(0, {{UserModel.Crowd - 1}})] int number) => Model.AskInCrowd(number);
        }

        {{UserModel.Source}}
        """;

    public static readonly Stashed[] Stashes =
    [
        .. Cases().Select(stash => stash with { Traits = [.. stash.Traits, "all"] }),
        new("Fixed.Asks", "passed", "set up") { Questions = ["set up", "body", "tear down"] },
        new("Late.Tears_down_wrong", "failed", "tear down wrong"),
    ];

    private static IEnumerable<Stashed> Cases() =>
    [
        new("Cases.Passes", "passed", "pass") { Traits = ["plain", "kind=short"] },
        new("Cases.Fails", "failed", "fail"),
        new("Cases.Skips_late", "skipped", "skip late"),
        new("Cases.Cannot_tell", "inconclusive", "cannot tell"),
        new("Cases.Row(\"a\",1)", "passed", "row a 1", "\"a\",1"),
        new("Cases.Row(\"b\",2)", "passed", "row b 2", "\"b\",2"),
        new("Cases.Waits", "passed", "wait"),
        new("Cases.Crashes", "passed", "crash"),
        new("Cases.Times_out", "timed_out", "time out"),
        new("Cases.Tries", "failed", "try 1") { IsFlaky = true },
        new("Cases.Tries", "passed", "try 2", Attempt: 2) { IsFlaky = true },
        .. UserModel.Names.Select((n, i) => new Stashed($"Cases.{n.Name}", "passed", $"name {i}")),
    ];
}
