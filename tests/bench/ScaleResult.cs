namespace Ham4Db.Bench;

/// <summary>What was measured at one size of the fleet.</summary>
internal sealed record ScaleResult
{
    public int Instances { get; init; }

    /// <summary>From the start of the service until it knew all instances, from one address of each cluster.</summary>
    public double FoundAfterSeconds { get; init; }

    public double ProbesPerSecond { get; init; }

    /// <summary>Part of the probes that were not answered; all servers answer at once.</summary>
    public double UnansweredProbes { get; init; }

    /// <summary>Processor time of the service by full probes; questions to primaries each half second, analysis and writing are in it.</summary>
    public double CpuMillisecondsPerProbe { get; init; }

    public double CpuPercentOfOneCore { get; init; }

    /// <summary>Upper bound of the bucket.</summary>
    public double TickLatenessP99Milliseconds { get; init; }

    public double ResidentMegabytes { get; init; }

    /// <summary>Median, one primary after another while the whole fleet is watched: from the death until the successor is told to take writes.</summary>
    public double? DeathToPromotionMilliseconds { get; init; }

    /// <summary>Load of the machine, one minute, when the processor time was read.</summary>
    public string Load { get; init; } = "";

    public IReadOnlyList<double> DeathsToPromotionMilliseconds { get; init; } = [];
}
