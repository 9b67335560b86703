namespace TrainForge.Data.Pipeline;

/// <summary>
/// Judges one conversation by itself. Pure: called from several threads, in any order, once per conversation for as long as
/// neither it nor <see cref="Fingerprint"/> changes; the result is kept between builds. Neither the verdict of a test nor where
/// the conversation was seen is known yet: both may differ between two sightings.
/// </summary>
public interface ICandidateStage
{
    /// <summary>As it stands in manifests and in 'dataset.stages': lower case with hyphens.</summary>
    string Name { get; }

    /// <summary>Everything besides the conversation that the judgement depends on: settings, and a number raised when the code judges otherwise.</summary>
    string Fingerprint { get; }

    Judgement Judge(Candidate candidate);
}
