namespace TrainForge.Files;

/// <summary>A last line that was never finished, as a writer found it. Its bytes went to <paramref name="KeptIn"/>.</summary>
public sealed record TornTail(string Path, long Offset, long Length, string KeptIn);
