using System.Security.Cryptography;
using System.Text;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources.Retention;

/// <summary>
/// What makes two attempts attempts of one test: its names. Not the framework's id, which may be made of the path of the
/// assembly, so that a test would begin anew in every checkout.
/// </summary>
internal static class TestKey
{
    private const int Digits = 24;

    public static string Of(StashMetadata m) => Of(string.Join('\0', m.Assembly, m.TargetFramework, m.ClassName, m.Method, m.TestName));

    public static string Of(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant()[..Digits];
}
