using TrainForge.Data.Pipeline;
using TrainForge.Options;
using TrainForge.Repositories;

namespace TrainForge.Data.Quality;

/// <summary>Leaves out what was worked on in folders made to be thrown away, and projects that are not wanted.</summary>
/// <remarks>Where a conversation took place is part of its session: two sightings of one tell the same.</remarks>
internal sealed class ProjectFilter(ProjectFilterOptions options) : ICandidateStage
{
    public const string StageName = "projects";

    public string Name => StageName;

    public string Fingerprint => OptionJson.Write(options);

    public Judgement Judge(Candidate candidate)
    {
        var (folder, project) = (candidate.Trajectory.Folder, candidate.Trajectory.Project);
        return folder is not null && !options.TemporaryFolders && PassingFolder.Is(folder) ? Judgement.Drop("temporary-folder")
            : project is not null && options.Without.Contains(project, StringComparer.OrdinalIgnoreCase) ? Judgement.Drop("project-left-out")
            : options.Only.Count > 0 && (project is null || !options.Only.Contains(project, StringComparer.OrdinalIgnoreCase)) ? Judgement.Drop("project-not-wanted")
            : Judgement.Keep(candidate);
    }
}
