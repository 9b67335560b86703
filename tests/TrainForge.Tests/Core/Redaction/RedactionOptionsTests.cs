using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Redaction;

public class RedactionOptionsTests
{
    private readonly RedactionCounts _counts = new();

    [Fact]
    public void A_class_that_is_switched_off_stays()
    {
        var redactor = new Redactor(new RedactionOptions { Emails = false, Without = ["home"] });

        Assert.Equal("ada@x.io in /home/ada", redactor.Redact("ada@x.io in /home/ada", _counts));
    }

    [Fact]
    public void Classes_that_are_off_by_default_can_be_switched_on()
    {
        var redactor = new Redactor(new RedactionOptions { Phones = true, PrivateAddresses = true });

        Assert.Equal("[REDACTED:phone] or [REDACTED:phone] at [REDACTED:private-address], not 8.8.8.8", redactor.Redact("+49 30 901820 or (212) 555-0182 at 192.168.0.7, not 8.8.8.8", _counts));
    }

    [Fact]
    public void Prefixes_names_and_kept_values_of_ones_own_are_followed()
    {
        var redactor = new Redactor(new RedactionOptions { ExtraPrefixes = ["acme_"], SecretNames = ["door_code"], Keep = ["bot@x.io"] });

        Assert.Equal("[REDACTED:custom] doorCode=[REDACTED:secret] bot@x.io", redactor.Redact("acme_12345678 doorCode=4711 bot@x.io", _counts));
    }

    [Fact]
    public void Placeholder_addresses_can_be_kept()
    {
        var redactor = new Redactor(new RedactionOptions { KeepPlaceholderEmails = true });

        Assert.Equal("a@example.com b@mail.test [REDACTED:email]", redactor.Redact("a@example.com b@mail.test a@myexample.com", _counts));
    }

    [Fact]
    public void Unusable_options_are_refused_with_their_codes()
    {
        var options = new RedactionOptions { ExtraPrefixes = ["a*"], Without = ["e-mail"], SecretNames = ["user pin"] };

        Assert.Equal(["TF2051", "TF2052", "TF2053"], options.Check().Select(d => d.Rule.Code));
        Assert.Equal("TF2054", Assert.Throws<TrainForgeException>(() => new Redactor(new RedactionOptions { Pseudonyms = true })).Diagnostic.Rule.Code);
    }

    [Fact]
    public void A_pseudonym_stays_the_same_under_one_key_and_tells_nothing_without_it()
    {
        var (one, two) = (PseudonymKey.From("one"u8), PseudonymKey.From("two"u8));
        string Under(PseudonymKey key, string text) => new Redactor(new RedactionOptions { Pseudonyms = true }, key).Redact(text, _counts);

        var text = Under(one, "ada@x.io, bob@x.io, ada@x.io, password=hunter2");
        var names = text.Split(", ");

        Assert.Matches("^\\[EMAIL_[a-z0-9]{10}\\]$", names[0]);
        Assert.Equal(names[0], names[2]);
        Assert.NotEqual(names[0], names[1]);
        Assert.Equal("password=[REDACTED:password]", names[3]);
        Assert.Equal(text, Under(one, text));
        Assert.NotEqual(names[0], Under(two, "ada@x.io"));
    }

    [Fact]
    public void The_key_is_made_once_and_a_broken_one_is_refused()
    {
        using var folder = new TempFolder();
        var path = folder.File(PseudonymKey.FileName);

        PseudonymKey.LoadOrCreate(path);
        var first = File.ReadAllText(path);
        PseudonymKey.LoadOrCreate(path);

        Assert.Equal(first, File.ReadAllText(path));
        Assert.Equal([path, path + ".lock"], Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        File.WriteAllText(path, "short");
        Assert.Equal("TF2055", Assert.Throws<TrainForgeException>(() => PseudonymKey.LoadOrCreate(path)).Diagnostic.Rule.Code);
    }

    [Fact]
    public async Task Of_many_that_make_the_key_at_once_all_use_one()
    {
        using var folder = new TempFolder();
        var keys = new System.Collections.Concurrent.ConcurrentBag<string>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 16), new ParallelOptions { MaxDegreeOfParallelism = 8 }, (_, _) =>
        {
            keys.Add(PseudonymKey.LoadOrCreate(folder.File("new", PseudonymKey.FileName)).Name(RedactionClass.Email, "ada@x.io"u8));
            return ValueTask.CompletedTask;
        });

        Assert.Single(keys.Distinct());
    }

    [Fact]
    public void What_cannot_be_redacted_is_withheld()
    {
        var redactor = Redactor.Broken();

        var error = Assert.Throws<TrainForgeException>(() => redactor.Redact("password=hunter2", _counts));

        Assert.Equal("TF2050", error.Diagnostic.Rule.Code);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("[REDACTED:withheld]", redactor.RedactOrWithhold("password=hunter2", _counts));
        Assert.Equal(1, _counts[RedactionClass.Withheld]);
    }
}
