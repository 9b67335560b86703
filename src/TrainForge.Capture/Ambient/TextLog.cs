using Microsoft.Win32.SafeHandles;

namespace TrainForge.Capture.Ambient;

/// <summary>A text file that grows by whole records, one write each, so that a killed test host leaves no half of one.</summary>
internal sealed class TextLog : IDisposable
{
    private readonly SafeFileHandle _file;
    private long _length;

    private TextLog(SafeFileHandle file)
    {
        _file = file;
        _length = RandomAccess.GetLength(file);
    }

    public static TextLog Create(string path) => new(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read));

    public void Append(ReadOnlySpan<byte> record)
    {
        RandomAccess.Write(_file, record, _length);
        _length += record.Length;
    }

    public void Dispose() => _file.Dispose();
}
