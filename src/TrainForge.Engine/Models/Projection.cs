namespace TrainForge.Engine.Models;

/// <summary>The seven matrices of a decoder layer, which are also what an adapter can target.</summary>
internal sealed record Projection(string Name, string Path, Func<ModelConfig, int> Inputs, Func<ModelConfig, int> Outputs, bool MayHaveBias)
{
    public static readonly Projection Query = new("q_proj", "self_attn.q_proj", c => c.HiddenSize, c => c.QuerySize, MayHaveBias: true);
    public static readonly Projection Key = new("k_proj", "self_attn.k_proj", c => c.HiddenSize, c => c.KeyValueSize, MayHaveBias: true);
    public static readonly Projection Value = new("v_proj", "self_attn.v_proj", c => c.HiddenSize, c => c.KeyValueSize, MayHaveBias: true);
    public static readonly Projection Output = new("o_proj", "self_attn.o_proj", c => c.QuerySize, c => c.HiddenSize, MayHaveBias: false);
    public static readonly Projection Gate = new("gate_proj", "mlp.gate_proj", c => c.HiddenSize, c => c.IntermediateSize, MayHaveBias: false);
    public static readonly Projection Up = new("up_proj", "mlp.up_proj", c => c.HiddenSize, c => c.IntermediateSize, MayHaveBias: false);
    public static readonly Projection Down = new("down_proj", "mlp.down_proj", c => c.IntermediateSize, c => c.HiddenSize, MayHaveBias: false);

    public static IReadOnlyList<Projection> All { get; } = [Query, Key, Value, Output, Gate, Up, Down];

    public static Projection? Find(string name)
    {
        foreach (var projection in All)
        {
            if (projection.Name == name)
            {
                return projection;
            }
        }

        return null;
    }

    /// <summary>Without ".weight": "model.layers.3.self_attn.q_proj".</summary>
    public string In(int layer) => $"{ModelLayout.Layer(layer)}.{Path}";
}
