using System.Buffers;

namespace TrainForge.Redaction;

internal static class JsonWalk
{
    public static bool Redact(ReadOnlySpan<byte> json, ScanPlan plan, IBufferWriter<byte> output, RedactionCounts counts) =>
        FixedPoint.Of(json, plan, output, counts);
}
