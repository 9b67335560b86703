using System.Globalization;

namespace TrainForge.Datasets;

/// <summary>v0001, v0002, …: four digits or more, so that names sort as numbers for a long time.</summary>
public static class VersionName
{
    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"v{number:D4}");

    /// <summary>Null for everything this class would not write, so that other folders beside versions are left alone.</summary>
    public static int? Parse(string name) =>
        name.Length >= 5 && name[0] == 'v' && name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0
        && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && Of(number) == name
            ? number
            : null;
}
