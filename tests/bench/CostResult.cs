namespace Ham4Db.Bench;

/// <summary>What a fleet that is well asked of the platform, and what that is in a month.</summary>
internal sealed record CostResult
{
    public int Instances { get; init; }

    public int Clusters { get; init; }

    /// <summary>Transactions that each primary commits in a second.</summary>
    public int WritesPerSecond { get; init; }

    public double Seconds { get; init; }

    public double FullProbesPerSecond { get; init; }

    /// <summary>Requests to the tables by kind; a batch is one, and so is a page of a query.</summary>
    public IReadOnlyDictionary<string, double> RequestsPerSecond { get; init; } = new Dictionary<string, double>();

    public double ReadsPerSecond { get; init; }

    public double WriteRequestsPerSecond { get; init; }

    public double WritesPerClusterInHalfAMinute { get; init; }

    /// <summary>Turns of orchestrations and entities that were written, in the whole time.</summary>
    public long DurableOperations { get; init; }

    /// <summary>Runs of the timer that probes; the others run each minute and each hour.</summary>
    public double ExecutionsPerSecond { get; init; }

    public double RequestsPerMonth { get; init; }

    /// <summary>Dollars for table transactions, at <see cref="CostBench.DollarsPerTenThousand"/>.</summary>
    public double TableDollarsPerMonth { get; init; }

    /// <summary>Load of the machine, one minute, at the end.</summary>
    public string Load { get; init; } = "";
}
