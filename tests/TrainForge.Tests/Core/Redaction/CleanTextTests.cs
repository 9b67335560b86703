using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Redaction;

/// <summary>What must survive: a redactor that eats code teaches a model to write markers.</summary>
public class CleanTextTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Theory]
    [InlineData("pwd: /srv/app")]
    [InlineData("PWD=/srv/app OLDPWD=/srv")]
    [InlineData("{\"pwd\":\"/srv/app\"}")]
    [InlineData("commit 69e6a136f0c2b7d94a1e58c3f7d2b6a90e4c1d85")]
    [InlineData("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("index 3fa85c1..7e0b9d2 100644")]
    [InlineData("id 6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData("\"sessionId\":\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\"")]
    [InlineData("CancellationToken token = default")]
    [InlineData("public required string Password { get; init; }")]
    [InlineData("password = GetPassword();")]
    [InlineData("password = value;")]
    [InlineData("token: CancellationToken")]
    [InlineData("login(user=user, password=password)")]
    [InlineData("password=os.environ[\"DB_PASSWORD\"]")]
    [InlineData("PASSWORD=$PASSWORD")]
    [InlineData("password: ${{ secrets.DB_PASSWORD }}")]
    [InlineData("password: ${DB_PASSWORD}")]
    [InlineData("--password <your password>")]
    [InlineData("if (token == null) return;")]
    [InlineData("\"prompt_tokens\": 12, \"max_tokens\": 4096")]
    [InlineData("eos_token: \"<|im_end|>\"")]
    [InlineData("password: string;")]
    [InlineData("password: the one you were given")]
    [InlineData("password = \"Enter your password\"")]
    [InlineData("const string TokenKey = \"token\";")]
    [InlineData("Basic authentication and Bearer tokens are supported.")]
    [InlineData("See https://example.com/a?b=c#d and file:///etc/hosts")]
    [InlineData("git clone git@github.com:ada/repo.git")]
    [InlineData("uses: actions/checkout@v4.1.1")]
    [InlineData("npm i react@18.2.0 @types/node@20.11.5")]
    [InlineData("logo@2x.png")]
    [InlineData("import x from './home/index'; open('src/home/index.ts')")]
    [InlineData("https://graph.service.com/v1.0/Users/42")]
    [InlineData("process.env.NODE_ENV and import.meta.env.MODE and .environment")]
    [InlineData("cd $(dirname \"$0\") && $(MSBuildThisFileDirectory)")]
    [InlineData("class sk-fading-circle sk-cube-grid-with-long-name")]
    [InlineData("hf_hub_download(repo_id=x) npm_config_registry ghp_ pypi-server")]
    [InlineData("2026-11-21T06:31:25.114Z 123-45-678 1234567890123456 000-12-3456")]
    [InlineData("float 0.4111111111111111 and hash a4111111111111111b")]
    [InlineData("std::secret::value password::new() a := b")]
    [InlineData("<T>where TPassword : class</T>")]
    [InlineData("key: value\nmonkey: banana")]
    [InlineData("authorization: true, session: none")]
    public void Stays_as_it_is(string text)
    {
        var counts = new RedactionCounts();

        var clean = Redactor.Redact(text, counts);

        Assert.Equal(text, clean);
        Assert.Same(text, clean);
        Assert.Equal(0, counts.Total);
    }

    // Our own sources are code, prose, YAML and XML about passwords and tokens: as hard a clean corpus as any.
    [Fact]
    public void At_most_one_line_in_a_hundred_of_this_repository_is_hit()
    {
        var lines = Directory.EnumerateFiles(Repo.Root, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".md" or ".csproj" or ".props" or ".json" or ".targets")
            .Where(f => !Path.GetRelativePath(Repo.Root, f).Split(Path.DirectorySeparatorChar).Any(p => p is "artifacts" or "bin" or "obj" or ".git" or "Redaction"))
            .SelectMany(File.ReadLines)
            .ToArray();

        var hits = lines.Where(l => !ReferenceEquals(l, Redactor.Redact(l, new RedactionCounts()))).ToArray();

        Assert.True(lines.Length > 1000, $"{lines.Length} lines are no corpus.");
        Assert.True(hits.Length * 100 <= lines.Length, $"{hits.Length} of {lines.Length}:\n{string.Join('\n', hits.Take(40))}");
    }
}
