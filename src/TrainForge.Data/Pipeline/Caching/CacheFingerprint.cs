using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Data.Pipeline.Caching;

/// <summary>Everything besides the files of a shard that decides what becomes of it.</summary>
internal static class CacheFingerprint
{
    public static string Of(StagePlan plan, DatasetBuildOptions options)
    {
        var parts = new List<string>
        {
            // Warnings name files by their whole path.
            options.Root.Folder,
            options.Dataset.Name,
            OptionJson.Write(options.Dataset.Terms),
            OptionJson.Write(options.Redaction),
            options.Dataset.SessionGapMinutes.ToString("R", CultureInfo.InvariantCulture),
            Key(options),
            plan.Fingerprint,
            OwnCode.Id,
        };
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));
    }

    /// <summary>Of the key behind pseudonyms: another one gives every person another name. Empty where none is used.</summary>
    public static string Key(DatasetBuildOptions options) =>
        options.Redaction.Pseudonyms && Path.Combine(options.Root.Folder, PseudonymKey.FileName) is var key && File.Exists(key) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(key))) : "";
}
