using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace TrainForge.Data.Pipeline.Shards;

/// <summary>
/// Examples on disk, so that a dataset need not fit into memory: files that are written from several threads at once and read
/// back piece by piece.
/// </summary>
internal sealed class ExampleStore : IDisposable
{
    private readonly SafeFileHandle _file;
    private long _length;

    public ExampleStore(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
    }

    public Batch Begin() => new(this);

    public byte[] Read(StoredExample stored)
    {
        var bytes = new byte[stored.Length];
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(_file, bytes.AsSpan(done), stored.Offset + done);
            done += read > 0 ? read : throw new EndOfStreamException($"The store of examples ends before {stored.Offset + stored.Length}.");
        }

        return bytes;
    }

    public void Dispose() => _file.Dispose();

    private void Write(ReadOnlySpan<byte> bytes, List<StoredExample> examples)
    {
        var offset = Interlocked.Add(ref _length, bytes.Length) - bytes.Length;
        RandomAccess.Write(_file, bytes, offset);
        foreach (var example in examples)
        {
            example.Offset += offset;
        }
    }

    /// <summary>What one thread collects before it writes. An example may be read once its batch was closed.</summary>
    public sealed class Batch(ExampleStore store)
    {
        private const int FullBytes = 1024 * 1024;

        private readonly ArrayBufferWriter<byte> _bytes = new();
        private readonly List<StoredExample> _examples = [];

        public void Add(StoredExample example, ReadOnlySpan<byte> content)
        {
            example.Offset = _bytes.WrittenCount;
            _bytes.Write(content);
            _examples.Add(example);
            if (_bytes.WrittenCount >= FullBytes)
            {
                Close();
            }
        }

        public void Close()
        {
            store.Write(_bytes.WrittenSpan, _examples);
            _bytes.ResetWrittenCount();
            _examples.Clear();
        }
    }
}
