namespace TrainForge.Runs.Models;

/// <summary>The names PEFT gives the files of an adapter.</summary>
internal static class AdapterFiles
{
    public const string ConfigName = "adapter_config.json";
    public const string WeightsName = "adapter_model.safetensors";
}
