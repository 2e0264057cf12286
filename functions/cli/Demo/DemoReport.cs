using System.Text.Json;

namespace Ham4Db.Cli.Demo;

/// <summary>The demo's result for machines.</summary>
internal sealed record DemoReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>All of it happened, and nothing that must not.</summary>
    public bool Succeeded { get; init; }

    /// <summary>What did not happen, and why; empty after a success.</summary>
    public string Problem { get; init; } = "";

    public string Engine { get; init; } = "";

    public string Version { get; init; } = "";

    public string Fault { get; init; } = "";

    /// <summary>Where the API was served.</summary>
    public string Api { get; init; } = "";

    public string ClusterId { get; init; } = "";

    public string OldPrimary { get; init; } = "";

    public string NewPrimary { get; init; } = "";

    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>The longest time in which no write was acknowledged.</summary>
    public double WriteOutageMilliseconds { get; init; }

    public int AcknowledgedRows { get; init; }

    public long FailedWrites { get; init; }

    /// <summary>Ids of acknowledged rows that the new primary or a replica lacks.</summary>
    public IReadOnlyList<long> LostRows { get; init; } = [];

    /// <summary>The most servers that were seen writable at one moment.</summary>
    public int MostWritableAtOnce { get; init; }

    /// <summary>How long the old primary was seen writable after it was back.</summary>
    public double OldPrimaryWritableMilliseconds { get; init; }

    /// <summary>The old primary replicates from the new one.</summary>
    public bool Rejoined { get; init; }

    /// <summary>Transactions for which the old primary was kept apart: it has them, and nobody was ever told that they are stored.</summary>
    public string ErrantGtidSet { get; init; } = "";

    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
