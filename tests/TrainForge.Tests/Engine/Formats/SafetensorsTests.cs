using System.Buffers.Binary;
using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Engine.Formats.Safetensors;
using TrainForge.Engine.Tensors;

namespace TrainForge.Tests.Engine.Formats;

public class SafetensorsTests
{
    private const string OneTensor = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    [Fact]
    public void Reads_back_what_was_written()
    {
        Tensor[] tensors = [new("b.weight", [2, 3], [1, -2, 3.5f, float.MaxValue, float.Epsilon, -0f]), new("a", [], [7])];

        var reader = SafetensorsReader.Open(Written(tensors, new() { ["step"] = "12" }), "x");

        Assert.Equal(["a", "b.weight"], reader.Entries.Select(e => e.Name));
        Assert.Equal([2, 3], reader.Read("b.weight")!.Shape);
        Assert.Equal(Bits(tensors[0].Values), Bits(reader.Read("b.weight")!.Values));
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["step"] = "12" }, reader.Metadata);
        Assert.Null(reader.Read("c"));
    }

    [Fact]
    public void Same_tensors_give_the_same_bytes_in_any_order()
    {
        Tensor a = new("a", [1], [1]), b = new("Ä b", [1], [2]);

        Assert.Equal(Written([a, b]).ToArray(), Written([b, a]).ToArray());
    }

    [Fact]
    public void Data_starts_at_a_multiple_of_64()
    {
        var reader = SafetensorsReader.Open(Written([new("a", [1], [1])]), "x");

        Assert.Equal(0, reader.Entries[0].Begin % 64);
    }

    [Theory]
    [InlineData("F16", new byte[] { 0x00, 0x3C, 0x01, 0x00 }, 1f, 5.9604645E-08f)]
    [InlineData("BF16", new byte[] { 0x80, 0x3F, 0x49, 0xC0 }, 1f, -3.140625f)]
    public void Widens_16_bit_floats_exactly(string type, byte[] data, float first, float second)
    {
        var file = File($$$"""{"a":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,4]}}""", data);

        Assert.Equal([first, second], SafetensorsReader.Open(file, "x").Read("a")!.Values);
    }

    [Theory]
    [InlineData("[]", "its header is not a JSON object")]
    [InlineData("{", "its header is not JSON")]
    [InlineData("""{"\ud800":{}}""", "its header is not JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "tensor 'a' lacks dtype, shape or data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "ends at byte")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", "takes 8 bytes where its shape needs 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "not a list of sizes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2000000000,2000000000],"data_offsets":[0,8]}}""", "more numbers than an array can hold")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "are not a range")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[9223372036854775807,9223372036854775807]}}""", "are not a range")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", "tensors 'a' and 'b' overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "stands in its header twice")]
    [InlineData("""{"__metadata__":{"a":1}}""", "metadata 'a' is not text")]
    public void Refuses_a_header_that_lies(string header, string because)
    {
        var refused = Assert.Throws<TrainForgeException>(() => SafetensorsReader.Open(File(header, new byte[8]), "some file"));

        Assert.Equal("TF4001", refused.Diagnostic.Rule.Code);
        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_header_longer_than_the_file()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, ulong.MaxValue);

        Assert.Contains("its header claims", Assert.Throws<TrainForgeException>(() => SafetensorsReader.Open(new MemoryStream(bytes), "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Survives_any_cut_and_any_damaged_header_byte()
    {
        var whole = File(OneTensor, new byte[8]).ToArray();

        for (var i = 0; i < whole.Length; i++)
        {
            Assert.Throws<TrainForgeException>(() => SafetensorsReader.Open(new MemoryStream(whole[..i]), "x"));
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= 0x21;
            ReadAll(damaged);
        }
    }

    [Fact]
    public void Says_which_type_it_cannot_read()
    {
        var reader = SafetensorsReader.Open(File("""{"a":{"dtype":"I8","shape":[2],"data_offsets":[0,2]}}""", new byte[2]), "x");

        Assert.Equal("TF4002", Assert.Throws<TrainForgeException>(() => reader.Read("a")).Diagnostic.Rule.Code);
    }

    [Fact]
    public void An_index_names_its_shards_once()
    {
        var index = Index("""{"metadata":{},"weight_map":{"a":"m-2.safetensors","b":"m-1.safetensors","c":"m-2.safetensors"}}""");

        Assert.Equal(["m-1.safetensors", "m-2.safetensors"], index.Files);
        Assert.Equal("m-1.safetensors", index.FileOf["b"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("""{"weight_map":{"a":"../m.safetensors"}}""")]
    [InlineData("""{"weight_map":{"a":"C:\\m.safetensors"}}""")]
    [InlineData("""{"weight_map":{"a":1}}""")]
    public void Refuses_an_index_that_leads_elsewhere(string json) =>
        Assert.Equal("TF4019", Assert.Throws<TrainForgeException>(() => Index(json)).Diagnostic.Rule.Code);

    private static SafetensorsIndex Index(string json) => SafetensorsIndex.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "index");

    private static void ReadAll(byte[] bytes)
    {
        try
        {
            var reader = SafetensorsReader.Open(new MemoryStream(bytes), "x");
            foreach (var entry in reader.Entries)
            {
                reader.Read(entry.Name);
            }
        }
        catch (TrainForgeException)
        {
            // Refused with a code; anything else fails the test.
        }
    }

    private static uint[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToUInt32Bits)];

    private static MemoryStream Written(Tensor[] tensors, Dictionary<string, string>? metadata = null)
    {
        var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors, metadata);
        return stream;
    }

    private static MemoryStream File(string header, byte[] data)
    {
        var stream = new MemoryStream();
        var json = Encoding.UTF8.GetBytes(header);
        stream.Write(BitConverter.GetBytes((ulong)json.Length));
        stream.Write(json);
        stream.Write(data);
        return stream;
    }
}
