using TrainForge.Data.Balance;

namespace TrainForge.Tests.Data.Balance;

public class ShellCommandTests
{
    [Theory]
    [InlineData("git status", "git")]
    [InlineData("  \t\n git status", "git")]
    [InlineData("/usr/bin/git log", "git")]
    [InlineData("~/bin/tool -x", "tool")]
    [InlineData("\"$HOME/bin/tool\" -x", "tool")]
    [InlineData("./run.sh", "run.sh")]
    [InlineData("./gradlew test", "gradlew")]
    [InlineData("Git.EXE status", "git")]
    [InlineData("g++ -o a a.cc", "g++")]
    [InlineData("7z x a.7z", "7z")]
    [InlineData("[ -f x ] && make", "test")]
    [InlineData("'git' status", "git")]
    [InlineData("g\"i\"t status", "git")]
    [InlineData("g\\it status", "git")]
    [InlineData("git\\\n status", "git")]
    public void A_plain_command(string line, string command) => Assert.Equal(command, ShellCommand.First(line));

    [Theory]
    [InlineData("cd src && git status", "git")]
    [InlineData("cd 'my dir' && git status", "git")]
    [InlineData("cd \"a && b\" && git status", "git")]
    [InlineData("cd my\\ dir; git status", "git")]
    [InlineData("cd a && cd b &&\n make", "make")]
    [InlineData("cd a || exit 1; make", "make")]
    [InlineData("cd \"$(git rev-parse --show-toplevel)\" && ls", "ls")]
    [InlineData("set -euo pipefail\nexport A=1 B='x y'\nmake all", "make")]
    [InlineData(". venv/bin/activate && pytest -q", "pytest")]
    [InlineData("Set-Location C:\\src; dotnet build", "dotnet")]
    [InlineData("# build it; rm x\nmake", "make")]
    [InlineData("cd src", "cd")]
    [InlineData("export A=1", "export")]
    public void What_prepares_is_looked_through(string line, string command) => Assert.Equal(command, ShellCommand.First(line));

    [Theory]
    [InlineData("A=1 B=\"x y\" git status", "git")]
    [InlineData("A=$(git rev-parse HEAD) make", "make")]
    [InlineData("list=(rm a b) make", "make")]
    [InlineData("A+=x make", "make")]
    [InlineData("A=1; make", "make")]
    [InlineData("$env:A='1'; dotnet test", "dotnet")]
    [InlineData("env A=1 git status", "git")]
    [InlineData("env -i -u HOME -C /tmp PATH=/bin git status", "git")]
    [InlineData("env -S 'A=1 git status'", "git")]
    [InlineData("env", "env")]
    [InlineData("sudo git status", "git")]
    [InlineData("sudo -u ada -E A=1 git status", "git")]
    [InlineData("sudo -uada --group=x -- git status", "git")]
    [InlineData("sudo -nu ada git status", "git")]
    [InlineData("sudo -v", "sudo")]
    [InlineData("timeout 5 git fetch", "git")]
    [InlineData("timeout -s KILL --kill-after=9 5m git fetch", "git")]
    [InlineData("time -p nice -n 5 nohup make", "make")]
    [InlineData("nice -10 make", "make")]
    [InlineData("xargs -0 -n 1 -I{} rm {}", "rm")]
    [InlineData("xargs", "xargs")]
    [InlineData("flock -w 5 /tmp/lock make", "make")]
    [InlineData("flock /tmp/lock -c 'make all'", "make")]
    [InlineData("stdbuf -oL sudo timeout 5 /bin/sh -c 'exec git log'", "git")]
    public void Variables_and_programs_that_run_another_are_looked_through(string line, string command) => Assert.Equal(command, ShellCommand.First(line));

    [Theory]
    [InlineData("bash -c \"git status\"", "git")]
    [InlineData("bash -lc 'cd x && sudo git status'", "git")]
    [InlineData("bash -euo pipefail -c 'git status'", "git")]
    [InlineData("sh -c \"sh -c 'git status'\"", "git")]
    [InlineData("bash script.sh -c x", "bash")]
    [InlineData("bash", "bash")]
    [InlineData("eval \"git status\"", "git")]
    [InlineData("cmd.exe /c \"dir /b\"", "dir")]
    [InlineData("powershell -ExecutionPolicy Bypass -Command \"Get-ChildItem -Force\"", "get-childitem")]
    [InlineData("& \"C:\\Program Files\\Git\\bin\\git.exe\" status", "git")]
    [InlineData("C:\\Git\\bin\\git.exe status", "git")]
    [InlineData(".\\build.ps1 -Fast", "build.ps1")]
    public void Shells_and_Windows(string line, string command) => Assert.Equal(command, ShellCommand.First(line));

    [Theory]
    [InlineData("cat a | grep b | wc -l", "cat")]
    [InlineData("(cd x && make)", "make")]
    [InlineData("{ git status; }", "git")]
    [InlineData("! grep -q x y", "grep")]
    [InlineData("if git diff --quiet; then echo same; fi", "git")]
    [InlineData("for f in *.txt; do wc -l \"$f\"; done", "wc")]
    [InlineData("while read -r l; do echo $l; done", "read")]
    [InlineData("2>/dev/null git status", "git")]
    [InlineData(">out.txt 2>&1 git status", "git")]
    [InlineData("cat <<'EOF' > x\nrm -rf /\nEOF", "cat")]
    [InlineData("python3 - <<EOF\nimport os\nEOF", "python3")]
    [InlineData("diff <(ls a) <(ls b)", "diff")]
    [InlineData("git commit -m \"it's\" && make", "git")]
    [InlineData("git commit -m 'never ends", "git")]
    public void Pipes_subshells_loops_and_heredocs(string line, string command) => Assert.Equal(command, ShellCommand.First(line));

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n")]
    [InlineData("# only a remark")]
    [InlineData("$CMD --help")]
    [InlineData("$(which python) x.py")]
    [InlineData("`which python` x.py")]
    [InlineData("${PYTHON:-python3} x.py")]
    [InlineData("'never ends")]
    [InlineData("\"never ends $(")]
    [InlineData("f() { git status; }; f")]
    [InlineData("function f { git status; }")]
    [InlineData("case $x in a) git;; esac")]
    [InlineData("A=1")]
    [InlineData("A=$(never ends")]
    [InlineData("&& || ;;")]
    [InlineData("sh -c \"sh -c \\\"sh -c 'eval eval eval eval eval git'\\\"\"")]
    [InlineData("/")]
    [InlineData("this-name-is-far-longer-than-that-of-any-program")]
    public void What_cannot_be_told_is_not_guessed(string line) => Assert.Null(ShellCommand.First(line));

    // A line that goes on for ever must not cost the stack: nothing could catch that.
    [Theory]
    [InlineData("cd a", "||b")]
    [InlineData("cd a", "\n# remark")]
    [InlineData("true", "; true")]
    [InlineData("A=1 ", "B=2 ")]
    [InlineData("sudo ", "-n ")]
    public void A_line_of_any_length_is_read_to_an_end(string begin, string more)
    {
        var line = begin + string.Concat(Enumerable.Repeat(more, 100_000));
        var thread = new Thread(() => Assert.NotEqual("", ShellCommand.First(line)), maxStackSize: 256 * 1024);

        thread.Start();
        thread.Join();
    }

    // Whatever the characters: it ends, and says a name or nothing.
    [Fact]
    public void Any_text_is_read_to_an_end()
    {
        var random = new Random(7);
        string[] pieces = ["git", " ", "cd ", "&&", "||", ";", "|", "(", ")", "'", "\"", "`", "$", "$(", "${", "}", "{", "\\", "\n", "#", "<", ">", "<<", "2>", "=", "A=", "sudo ", "env ", "bash -c ", "timeout 5 ", "for x in ", "do ", "é", "\0", "\uD800", "C:\\"];
        for (var i = 0; i < 50_000; i++)
        {
            var line = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));

            Assert.NotEqual("", ShellCommand.First(line));
        }
    }
}
