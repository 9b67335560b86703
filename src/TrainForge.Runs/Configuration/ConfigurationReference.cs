using System.Globalization;
using System.Text;
using TrainForge.Options;

namespace TrainForge.Runs.Configuration;

/// <summary>Every setting as tables in Markdown, one per section.</summary>
public static class ConfigurationReference
{
    public static string Write()
    {
        var text = new StringBuilder();
        Section(text, typeof(ProjectOptions), "", "Settings of the file itself.");
        return text.ToString();
    }

    private static void Section(StringBuilder text, Type section, string path, string about)
    {
        text.Append(path.Length == 0 ? "### (top)\n\n" : $"### {path}\n\n").Append(about).Append("\n\n| key | default | may be | what it is for |\n|---|---|---|---|\n");
        var settings = Setting.Of(section);
        foreach (var setting in settings.Where(s => s.Kind != SettingKind.Section))
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{setting.Key}` | `{SettingText.Of(setting.Default).Replace("|", "\\|", StringComparison.Ordinal)}` | {setting.Allowed} | {setting.About.Description} |\n");
        }

        text.Append('\n');
        foreach (var inner in settings.Where(s => s.SectionType is not null))
        {
            var name = (path.Length == 0 ? "" : path + ".") + inner.Key + (inner.Kind == SettingKind.Sections ? ".*" : "");
            Section(text, inner.SectionType!, name, inner.About.Description);
        }
    }
}
