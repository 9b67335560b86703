using System.Text;
using TrainForge.Options;

namespace TrainForge.Runs.Configuration;

/// <summary>
/// The trainforge.yaml that 'init' writes: every setting with what it is for and its default. Defaults are commented out,
/// so that the file pins nothing: a better default of a later version arrives.
/// </summary>
public static class ConfigurationTemplate
{
    private const int Width = 110;

    /// <param name="schema">Path of the JSON schema for editors, as seen from the file; null leaves the line out.</param>
    public static string Write(string? schema = null)
    {
        var text = new StringBuilder();
        if (schema is not null)
        {
            text.Append("# yaml-language-server: $schema=").Append(schema).Append('\n');
        }

        text.Append("""
            # TrainForge: how this project's tests become a dataset, and the dataset a model.
            # Every setting stands here with its default. To change one, remove the '#' before it.
            # A section may also be the path of another YAML file: 'training: config/training.yaml'.

            """.ReplaceLineEndings("\n"));
        Section(text, typeof(ProjectOptions), "");
        text.Append('\n');
        Comment(text, ConfigurationLoader.EnvironmentsAbout, "");
        text.Append("""
            #environments:
            #  local: {}
            #  ci:
            #    training: {max_steps: 20}

            """.ReplaceLineEndings("\n"));
        return text.ToString();
    }

    private static void Section(StringBuilder text, Type section, string indent)
    {
        foreach (var setting in Setting.Of(section))
        {
            text.Append(indent.Length == 0 || setting.Kind == SettingKind.Section ? "\n" : "");
            Comment(text, About(setting), indent);
            text.Append(indent).Append(setting.Kind == SettingKind.Section ? "" : "#").Append(setting.Key).Append(':');
            if (setting.Kind == SettingKind.Section)
            {
                text.Append('\n');
                Section(text, setting.SectionType!, indent + "  ");
            }
            else
            {
                text.Append(' ').Append(SettingText.Of(setting.Default)).Append('\n');
            }
        }
    }

    private static string About(Setting setting)
    {
        var allowed = setting.Kind is SettingKind.WholeNumber or SettingKind.Number or SettingKind.Choice && (setting.About.Range.Length > 0 || setting.Choices.Count > 0)
            ? $" ({char.ToUpperInvariant(setting.Allowed[0])}{setting.Allowed[1..]}.)"
            : "";
        return setting.About.Description + allowed + (setting.About.Example.Length == 0 ? "" : $" For example: {setting.About.Example}");
    }

    // '# ' with a space is prose, '#' without is a setting: that is what the first lines promise.
    private static void Comment(StringBuilder text, string about, string indent)
    {
        var line = new StringBuilder();
        foreach (var word in about.Split(' '))
        {
            if (line.Length > 0 && indent.Length + line.Length + word.Length + 3 > Width)
            {
                text.Append(indent).Append('#').Append(line).Append('\n');
                line.Clear();
            }

            line.Append(' ').Append(word);
        }

        text.Append(indent).Append('#').Append(line).Append('\n');
    }
}
