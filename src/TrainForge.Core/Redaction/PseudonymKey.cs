using System.Security.Cryptography;
using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Redaction;

/// <summary>
/// The secret behind stable pseudonyms. It lives in <see cref="FileName"/> under the TrainForge root, readable by its owner
/// alone, and never inside a dataset: whoever has both can test guesses.
/// </summary>
public sealed class PseudonymKey
{
    public const string FileName = "pseudonym.key";

    private const int KeyBytes = 32;

    // Without vowels no pseudonym spells a word; ten of these are 50 bits, and never a run of digits long enough for a card number.
    private const string Alphabet = "bcdfghjkmnpqrstvwxz23456789bcdfg";
    private const int Length = 10;

    // It is held for one small write.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly byte[] _key;

    private PseudonymKey(byte[] key) => _key = key;

    public static PseudonymKey From(ReadOnlySpan<byte> secret) => new(HMACSHA256.HashData(secret, "trainforge pseudonym key"u8));

    /// <summary>Reads the key, or creates it. Of two processes that create it at once, both use the one that was there first.</summary>
    public static PseudonymKey LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        var text = File.ReadAllText(path).Trim();
        if (text.Length != KeyBytes * 2 || !text.All(char.IsAsciiHexDigit))
        {
            throw new TrainForgeException(Rules.PseudonymKeyUnusable.Here(path, text.Length));
        }

        return From(Convert.FromHexString(text));
    }

    internal string Name(RedactionClass value, ReadOnlySpan<byte> utf8)
    {
        var label = value.Name().ToUpperInvariant().Replace('-', '_');
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(Encoding.UTF8.GetBytes(label));
        hmac.AppendData("\0"u8);
        hmac.AppendData(utf8);
        hmac.GetHashAndReset(hash);

        Span<char> name = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            name[i] = Alphabet[hash[i] & 31];
        }

        return $"[{label}_{name}]";
    }

    // Whoever comes second finds the first one's key: two keys would give one person two names.
    private static void Create(string path)
    {
        using var alone = FileLock.Acquire(path + ".lock", Patience, CancellationToken.None);
        if (!File.Exists(path))
        {
            AtomicFile.WriteSecret(path, Encoding.ASCII.GetBytes(Convert.ToHexString(RandomNumberGenerator.GetBytes(KeyBytes)).ToLowerInvariant() + "\n"));
        }
    }
}
