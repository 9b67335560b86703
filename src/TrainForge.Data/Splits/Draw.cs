using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TrainForge.Data.Splits;

/// <summary>Chance that is the same everywhere and that no neighbour changes.</summary>
internal static class Draw
{
    /// <summary>53 bits of a hash: a number from 0 to below 1.</summary>
    public static double Place(string name, long seed)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}\0{name}")));
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * Math.Pow(2, -53);
    }
}
