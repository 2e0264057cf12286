namespace Ham4Db.Functions.Clusters;

/// <summary>A call that is done once, however often it is made.</summary>
public sealed record IdempotentCall
{
    /// <summary>What was asked, so that a key that is used for something else is noticed.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Id of the operation that the call starts, if it starts one.</summary>
    public required string Uid { get; init; }

    /// <summary>When it was first made (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Until then somebody may be at it (UTC); whoever comes later does it anew.</summary>
    public DateTimeOffset BusyUntil { get; init; }

    /// <summary>Status of the answer; null while there is none.</summary>
    public int? Status { get; init; }

    /// <summary>Media type of the answer.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>Location that was answered; empty for none.</summary>
    public string Location { get; init; } = "";

    /// <summary>Version that was answered; empty for none.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The answer.</summary>
    public string Body { get; init; } = "";
}
