using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TrainForge.Engine.Kernels;

internal static partial class MatMul
{
    private const int TileRows = 4;
    private const int TileColumns = 32;

    /// <summary>Same bits as <see cref="Reference"/>: both operands are copied into panels, then tiles of 4 x 32 go over k.</summary>
    public static void Run(Span<float> c, int stride, Matrix a, Matrix b, int rows, int columns, int depth, bool accumulate)
    {
        if (depth == 0 && !accumulate)
        {
            for (var i = 0; i < rows; i++)
            {
                c.Slice(i * stride, columns).Clear();
            }
        }

        var panelsOfB = (columns + TileColumns - 1) / TileColumns;
        var packedA = ArrayPool<float>.Shared.Rent(depth * TileRows);
        var packedB = ArrayPool<float>.Shared.Rent(panelsOfB * TileColumns * depth);
        PackColumns(b, columns, depth, packedB);

        Span<float> tile = stackalloc float[TileRows * TileColumns];
        for (var i = 0; i < rows; i += TileRows)
        {
            var height = Math.Min(TileRows, rows - i);
            PackRows(a, i, height, depth, packedA);
            for (var panel = 0; panel < panelsOfB; panel++)
            {
                var j = panel * TileColumns;
                var width = Math.Min(TileColumns, columns - j);
                for (var start = 0; start < depth; start += Block)
                {
                    var length = Math.Min(Block, depth - start);
                    Tile(ref packedA[start * TileRows], ref packedB[(panel * depth * TileColumns) + (start * TileColumns)], length, tile);
                    Add(c[((i * stride) + j)..], stride, tile, height, width, accumulate || start > 0);
                }
            }
        }

        ArrayPool<float>.Shared.Return(packedA);
        ArrayPool<float>.Shared.Return(packedB);
    }

    /// <summary>Four rows of A as [k][4], short ones filled with zeros whose results nobody reads.</summary>
    private static void PackRows(Matrix a, int first, int height, int depth, Span<float> packed)
    {
        packed[..(depth * TileRows)].Clear();
        for (var row = 0; row < height; row++)
        {
            for (var k = 0; k < depth; k++)
            {
                packed[(k * TileRows) + row] = a[first + row, k];
            }
        }
    }

    /// <summary>B as panels of [k][32].</summary>
    private static void PackColumns(Matrix b, int columns, int depth, Span<float> packed)
    {
        for (var first = 0; first < columns; first += TileColumns)
        {
            var panel = packed.Slice(first * depth, depth * TileColumns);
            var width = Math.Min(TileColumns, columns - first);
            if (width < TileColumns)
            {
                panel.Clear();
            }

            if (b.Transposed)
            {
                for (var column = 0; column < width; column++)
                {
                    var line = b.Values.Slice((first + column) * b.Stride, depth);
                    for (var k = 0; k < line.Length; k++)
                    {
                        panel[(k * TileColumns) + column] = line[k];
                    }
                }
            }
            else
            {
                for (var k = 0; k < depth; k++)
                {
                    b.Values.Slice((k * b.Stride) + first, width).CopyTo(panel[(k * TileColumns)..]);
                }
            }
        }
    }

    // Eight accumulators under names of their own: an array of them would live in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(ref float a, ref float b, int length, Span<float> tile)
    {
        Vector512<float> c00 = default, c01 = default, c10 = default, c11 = default;
        Vector512<float> c20 = default, c21 = default, c30 = default, c31 = default;
        for (var k = 0; k < length; k++)
        {
            var left = Vector512.LoadUnsafe(ref b);
            var right = Vector512.LoadUnsafe(ref b, 16);
            var a0 = Vector512.Create(a);
            var a1 = Vector512.Create(Unsafe.Add(ref a, 1));
            c00 = Vector512.FusedMultiplyAdd(a0, left, c00);
            c01 = Vector512.FusedMultiplyAdd(a0, right, c01);
            c10 = Vector512.FusedMultiplyAdd(a1, left, c10);
            c11 = Vector512.FusedMultiplyAdd(a1, right, c11);
            var a2 = Vector512.Create(Unsafe.Add(ref a, 2));
            var a3 = Vector512.Create(Unsafe.Add(ref a, 3));
            c20 = Vector512.FusedMultiplyAdd(a2, left, c20);
            c21 = Vector512.FusedMultiplyAdd(a2, right, c21);
            c30 = Vector512.FusedMultiplyAdd(a3, left, c30);
            c31 = Vector512.FusedMultiplyAdd(a3, right, c31);
            a = ref Unsafe.Add(ref a, TileRows);
            b = ref Unsafe.Add(ref b, TileColumns);
        }

        ref var t = ref MemoryMarshal.GetReference(tile);
        c00.StoreUnsafe(ref t);
        c01.StoreUnsafe(ref t, 16);
        c10.StoreUnsafe(ref t, 32);
        c11.StoreUnsafe(ref t, 48);
        c20.StoreUnsafe(ref t, 64);
        c21.StoreUnsafe(ref t, 80);
        c30.StoreUnsafe(ref t, 96);
        c31.StoreUnsafe(ref t, 112);
    }

    private static void Add(Span<float> c, int stride, ReadOnlySpan<float> tile, int height, int width, bool accumulate)
    {
        for (var row = 0; row < height; row++)
        {
            var sums = tile.Slice(row * TileColumns, width);
            var line = c.Slice(row * stride, width);
            for (var column = 0; column < line.Length; column++)
            {
                line[column] = (accumulate ? line[column] : 0f) + sums[column];
            }
        }
    }
}
