using TrainForge.Hashing;
using TrainForge.Options;

namespace TrainForge.Tests.Core.Options;

/// <summary>What every option record promises, found by reflection so that a new one is held to it too.</summary>
public class SectionTests
{
    public static TheoryData<Type> Sections() =>
        [.. typeof(ISection).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ISection)) && !t.IsInterface)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_setting_is_described_in_a_sentence(Type section) =>
        Assert.All(Setting.Of(section), s => Assert.EndsWith(".", s.About.Description, StringComparison.Ordinal));

    // A gate must be given a bound by whoever writes it; all other records are complete as they are.
    [Theory]
    [MemberData(nameof(Sections))]
    public void The_defaults_pass_their_own_checks(Type section)
    {
        var problems = ((ISection)Activator.CreateInstance(section)!).Check(new Places()).Select(p => p.ToString()).ToArray();

        Assert.Equal(section == typeof(GateOptions) ? 1 : 0, problems.Length);
    }

    [Fact]
    public void Every_record_is_reachable_from_the_file()
    {
        var reached = new HashSet<Type>();
        void Walk(Type section)
        {
            reached.Add(section);
            foreach (var setting in Setting.Of(section).Where(s => s.SectionType is not null))
            {
                Walk(setting.SectionType!);
            }
        }

        Walk(typeof(ProjectOptions));

        Assert.Equal(Sections().Select(t => t.Data.Name).Order(StringComparer.Ordinal), reached.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_json_of_options_is_canonical_already()
    {
        var json = OptionJson.Write(new ProjectOptions
        {
            Project = "ığ \"quoted\" \u0001",
            Evaluation = new EvaluationOptions { Gates = new Dictionary<string, GateOptions> { ["z"] = new() { Min = 1e-7 }, ["a"] = new() { Max = 1 } } },
        });

        Assert.Equal(CanonicalJson.Of(json), json);
    }
}
