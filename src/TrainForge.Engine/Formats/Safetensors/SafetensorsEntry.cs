namespace TrainForge.Engine.Formats.Safetensors;

/// <summary>Where one tensor lies. Begin and End are bytes from the start of the file, checked against its length.</summary>
public sealed record SafetensorsEntry(string Name, string Type, IReadOnlyList<int> Shape, long Begin, long End);
