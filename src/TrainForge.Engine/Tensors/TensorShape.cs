using System.Globalization;

namespace TrainForge.Engine.Tensors;

internal static class TensorShape
{
    public static long Count(IReadOnlyList<int> shape)
    {
        var count = 1L;
        for (var i = 0; i < shape.Count; i++)
        {
            count = checked(count * shape[i]);
        }

        return count;
    }

    public static bool Same(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Count; i++)
        {
            if (a[i] != b[i])
            {
                return false;
            }
        }

        return true;
    }

    public static string Text(IReadOnlyList<int> shape)
    {
        var parts = new string[shape.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        }

        return string.Join('x', parts);
    }
}
