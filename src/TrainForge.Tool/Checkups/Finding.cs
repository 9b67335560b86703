namespace TrainForge.Tool.Checkups;

internal enum Verdict { Ok, Note, Problem }

/// <param name="About">"root", "disk", "git": short and stable, scripts select by it.</param>
internal sealed record Finding(string About, Verdict Verdict, string Text);
