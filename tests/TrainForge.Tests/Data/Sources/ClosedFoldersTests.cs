using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources;

public sealed class ClosedFoldersTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("openai-jsonl")]
    [InlineData("pytest-stash")]
    public async Task A_folder_that_may_not_be_entered_is_told_and_not_passed_over(string kind)
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Needs a user whom permissions concern.");
            return;
        }

        File.WriteAllText(_folder.File("a.jsonl"), """{"messages":[{"role":"user","content":"Hi there?"},{"role":"assistant","content":"Yes."}]}""" + "\n");
        Directory.CreateDirectory(_folder.File("closed"), UnixFileMode.None);
        var tool = new ToolRun(_folder.Path);

        var code = await tool.RunAsync("ingest", kind, _folder.Path);

        File.SetUnixFileMode(_folder.File("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(1, code);
        Assert.Contains($"error TF0006: A file or folder cannot be used: Access to the path '{_folder.File("closed")}' is denied.", tool.Error, StringComparison.Ordinal);
    }
}
