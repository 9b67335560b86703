namespace TrainForge.Files;

/// <summary>One whole line, without its end.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Offset">Where it begins in the file, in bytes.</param>
public readonly record struct FileLine(long Number, long Offset, ReadOnlyMemory<byte> Bytes);
