namespace TrainForge.Data.Pipeline;

/// <summary>
/// Judges one conversation by itself. Pure: called from several threads, in any order, once per conversation for as long as
/// neither it nor <see cref="Fingerprint"/> changes; the result is kept between builds.
/// </summary>
public interface ICandidateStage
{
    /// <summary>As it stands in manifests and in 'dataset.stages': lower case with hyphens.</summary>
    string Name { get; }

    /// <summary>Everything besides the conversation that the judgement depends on: settings, and a number raised when the code judges otherwise.</summary>
    string Fingerprint { get; }

    Judgement Judge(Candidate candidate);
}
