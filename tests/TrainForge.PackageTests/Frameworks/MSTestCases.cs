namespace TrainForge.PackageTests.Frameworks;

/// <summary>One source for every MSTest that has hooks, and what its tests leave.</summary>
internal static class MSTestCases
{
    public static readonly string Source = $$"""
        using Microsoft.Extensions.AI;
        using Microsoft.VisualStudio.TestTools.UnitTesting;
        using TrainForge.Capture;

        [assembly: Parallelize(Workers = {{UserModel.Crowd + 8}}, Scope = ExecutionScope.MethodLevel)]

        [TestClass]
        public class Cases
        {
            private static int _tries;

            public TestContext TestContext { get; set; } = null!;

            [TestMethod, TestCategory("plain"), TestProperty("kind", "short")] public Task Passes() => Model.Ask("pass");

            [TestMethod] public async Task Fails() { await Model.Ask("fail"); Assert.AreEqual("no", "yes"); }

            [TestMethod, Ignore("not today")] public Task Skipped() => Model.Ask("skip");

            [TestMethod] public async Task Cannot_tell() { await Model.Ask("cannot tell"); Assert.Inconclusive("who knows"); }

            [TestMethod] [DataRow("a", 1)] [DataRow("b", 2)] public Task Row(string name, int number) => Model.Ask($"row {name} {number}");

            [TestMethod] public Task Waits() => Model.Wait();

            [TestMethod, Timeout(2000)] public async Task Times_out() { await Model.Ask("time out"); await Task.Delay(20_000); }

            [TestMethod, Timeout(2000, CooperativeCancellation = true)] public async Task Heeds_the_time() { await Model.Ask("heed"); await Task.Delay(20_000, TestContext.CancellationToken); }

            [TestMethod] public Task Crashes() => Model.Crash();

            [TestMethod, Retry(2)] public async Task Tries() { var number = ++_tries; await Model.Ask($"try {number}"); Assert.AreEqual(2, number); }

        {{string.Join('\n', UserModel.Names.Select((n, i) => $"    [TestMethod(DisplayName = \"{n.Literal}\")] public Task Named{i}() => Model.Ask(\"name {i}\");"))}}
        }

        [TestClass]
        public class Fixed
        {
            [TestInitialize] public Task Before() => Model.Ask("set up");

            [TestMethod] public Task Asks() => Model.Ask("body");

            [TestCleanup] public Task After() => Model.Ask("tear down");
        }

        [TestClass]
        public class Late
        {
            [TestMethod] public Task Tears_down_wrong() => Model.Ask("tear down wrong");

            [TestCleanup] public void After() => throw new InvalidOperationException("no");
        }

        [TestClass]
        public sealed class Disposed : IDisposable
        {
            [TestMethod] public Task Disposes_wrong() => Model.Ask("dispose wrong");

            public void Dispose() => throw new InvalidOperationException("no");
        }

        [TestClass]
        public class Crowds
        {
            [TestMethod] [DynamicData(nameof(Numbers))] public Task Asks(int number) => Model.AskInCrowd(number);

            public static IEnumerable<object[]> Numbers => Enumerable.Range(0, {{UserModel.Crowd}}).Select(i => new object[] { i });
        }

        {{UserModel.Source}}
        """;

    public static readonly Stashed[] Stashes =
    [
        new("Cases.Passes", "passed", "pass") { Traits = ["kind=short", "plain"] },
        new("Cases.Fails", "failed", "fail"),
        new("Cases.Cannot_tell", "inconclusive", "cannot tell"),
        new("Cases.Row (\"a\",1)", "passed", "row a 1", "\"a\",1"),
        new("Cases.Row (\"b\",2)", "passed", "row b 2", "\"b\",2"),
        new("Cases.Waits", "passed", "wait"),
        new("Cases.Crashes", "passed", "crash"),
        new("Cases.Times_out", "timed_out", "time out"),
        new("Cases.Heeds_the_time", "timed_out", "heed"),
        new("Cases.Tries", "failed", "try 1") { IsFlaky = true },
        new("Cases.Tries", "passed", "try 2", Attempt: 2) { IsFlaky = true },
        new("Late.Tears_down_wrong", "passed", "tear down wrong") { FailsLater = true },
        new("Disposed.Disposes_wrong", "failed", "dispose wrong"),
        new("Fixed.Asks", "passed", "set up") { Questions = ["set up", "body", "tear down"] },
        .. UserModel.Names.Select((n, i) => new Stashed($"Cases.{n.Name}", "passed", $"name {i}")),
    ];
}
