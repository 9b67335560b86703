using TrainForge.Diagnostics;

namespace TrainForge.Files;

/// <summary>The folder everything is kept in, and where in it. None of it need exist.</summary>
/// <param name="Folder">Absolute.</param>
public sealed record TrainForgeRoot(string Folder, RootSource Source)
{
    public string Stashes => In("stashes");

    public string Reports => In("reports");

    public string Sources => In("sources");

    public string Catalog => In("catalog.db");

    public string Decisions => In("decisions.jsonl");

    public string Datasets => In("datasets");

    public string FinalTraining => In("final_training");

    public string Conversion => In("conversion");

    public string Sweeps => In("hpo");

    public string BestModelSelection => In("best_model_selection");

    public string Cache => In("cache");

    public string Evaluations => In("evaluations");

    /// <summary>Trouble of ours that was told once and is shown again by 'doctor'.</summary>
    public string Notes => In("notes");

    public string Cycles => In("cycles");

    /// <summary>Whether anything can be kept there at all.</summary>
    public IEnumerable<Diagnostic> Check()
    {
        if (File.Exists(Folder))
        {
            yield return Rules.RootIsAFile.Here(Folder);
        }
    }

    private string In(string name) => Path.Combine(Folder, name);
}
