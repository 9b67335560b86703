using Microsoft.Win32.SafeHandles;
using TrainForge.Files;

namespace TrainForge.Data.Duplicates;

/// <summary>Where sorting puts what does not fit into memory. It goes with whoever made it; what a killed one left the next build sweeps away.</summary>
internal sealed class SpillFile : IDisposable
{
    private const string Prefix = "spill-";
    private const string Suffix = ".tmp";

    private readonly SafeFileHandle _file;

    private SpillFile(string path, SafeFileHandle file) => (Path, _file) = (path, file);

    public string Path { get; }

    public long Length { get; private set; }

    public static SpillFile Create(string folder)
    {
        var path = System.IO.Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}{Suffix}");
        try
        {
            Directory.CreateDirectory(folder);
            return new SpillFile(path, File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose));
        }
        catch (Exception e) when (FileFault.IsFileFault(e))
        {
            throw FileFault.NotWritten(path, e);
        }
    }

    /// <summary>Removes what killed builds left. Whoever calls holds the lock of the dataset: nobody is at work with them.</summary>
    public static void Sweep(string folder)
    {
        foreach (var left in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, Prefix + "*" + Suffix) : [])
        {
            File.Delete(left);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_file, bytes, Length);
        }
        catch (Exception e) when (FileFault.IsFileFault(e))
        {
            throw FileFault.NotWritten(Path, e);
        }

        Length += bytes.Length;
    }

    public void Read(Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_file, bytes, offset);
            bytes = read > 0 ? bytes[read..] : throw new EndOfStreamException(Path);
            offset += read;
        }
    }

    public void Dispose() => _file.Dispose();
}
