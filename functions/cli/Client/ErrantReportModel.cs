namespace Ham4Db.Cli.Client;

/// <summary>The errant transactions of an instance.</summary>
internal sealed record ErrantReportModel
{
    /// <summary>The instance.</summary>
    public required InstanceAddress Instance { get; init; }

    /// <summary>The transactions; empty for none, null when it is not known.</summary>
    public string? GtidSet { get; init; }

    /// <summary>It lost its role and cannot rejoin because of them.</summary>
    public bool IsInvalidated { get; init; }

    /// <summary>Binary logs that hold any.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What they do.</summary>
    public IReadOnlyList<BinlogTransactionModel> Transactions { get; init; } = [];

    /// <summary>What is not shown, and why.</summary>
    public string? Note { get; init; }

    /// <summary>What can be done.</summary>
    public IReadOnlyList<WayOutModel> WaysOut { get; init; } = [];
}
