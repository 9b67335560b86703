using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tests.Core.Redaction;

/// <summary>Paths lose the person and keep the rest; so do addresses.</summary>
public class PlaceTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Theory]
    [InlineData("/home/ada/src/a.cs", "[REDACTED:home]/src/a.cs")]
    [InlineData("cd /Users/ada/work && ls", "cd [REDACTED:home]/work && ls")]
    [InlineData("GET /files /home/ada/x", "GET /files [REDACTED:home]/x")]
    [InlineData("TARGET /home/ada/x", "TARGET [REDACTED:home]/x")]
    [InlineData("to ada_@x.io, this@x.io and return@mail.x.io", "to [REDACTED:email], [REDACTED:email] and [REDACTED:email]")]
    [InlineData("in /home/ada.", "in [REDACTED:home].")]
    [InlineData("at C:\\Users\\ada\\src\\a.cs:line 4", "at [REDACTED:home]\\src\\a.cs:line 4")]
    [InlineData("\"C:\\\\Users\\\\ada\\\\src\"", "\"[REDACTED:home]\\\\src\"")]
    [InlineData("C:\\Users\\Ada Lovelace\\src", "[REDACTED:home]\\src")]
    [InlineData("C:\\Users\\ada has it", "[REDACTED:home] has it")]
    [InlineData("c:/users/ada/src", "[REDACTED:home]/src")]
    [InlineData("/mnt/c/Users/ada/src", "[REDACTED:home]/src")]
    [InlineData("/c/Users/ada/src", "[REDACTED:home]/src")]
    [InlineData("file:///home/ada/a.html", "file://[REDACTED:home]/a.html")]
    [InlineData("-I/home/ada/include", "-I[REDACTED:home]/include")]
    [InlineData("a\\n/home/ada/x", "a\\n[REDACTED:home]/x")]
    [InlineData("\\/home\\/ada\\/x", "[REDACTED:home]\\/x")]
    [InlineData("/home/jörg/x", "[REDACTED:home]/x")]
    [InlineData("PATH=/usr/bin:/home/ada/bin", "PATH=/usr/bin:[REDACTED:home]/bin")]
    [InlineData("projects/-Users-ada-work/x.jsonl", "projects/[REDACTED:home]-work/x.jsonl")]
    [InlineData("C:\\Users\\Public\\x", "C:\\Users\\Public\\x")]
    [InlineData("/srv/app/home/x", "/srv/app/home/x")]
    [InlineData("cat .env.local", "cat [REDACTED:env-file]")]
    [InlineData("path/.env\n", "path/[REDACTED:env-file]\n")]
    [InlineData("run on $(whoami)", "run on [REDACTED:shell]")]
    [InlineData("log-$(date +%s).txt", "log-[REDACTED:shell].txt")]
    public void Keeps_the_tail(string text, string expected)
    {
        var clean = Redactor.Redact(text, new RedactionCounts());

        Assert.Equal(expected, clean);
        Assert.Equal(clean, Redactor.Redact(clean, new RedactionCounts()));
    }
}
