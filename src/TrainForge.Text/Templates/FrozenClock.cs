namespace TrainForge.Text.Templates;

/// <summary>A clock that stands still: what strftime_now reads where the same conversation must give the same text on every day and in every zone.</summary>
public sealed class FrozenClock(DateTimeOffset time) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => time;
}
