namespace Ham4Db.Runtime.Hosting;

/// <summary>What the embedded host needs beyond what Azure gives.</summary>
internal sealed class RuntimeOptions
{
    public required string DataFolder { get; init; }

    public required TimeSpan StopTimeout { get; init; }

    public required bool ReplayAlways { get; init; }
}
