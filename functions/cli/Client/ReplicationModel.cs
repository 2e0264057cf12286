namespace Ham4Db.Cli.Client;

/// <summary>What an instance says of the channel that it replicates by.</summary>
internal sealed record ReplicationModel
{
    /// <summary>State of a thread that does its work.</summary>
    public const string Running = "running";

    public InstanceAddress? Source { get; init; }

    public string Receiver { get; init; } = "";

    public string Applier { get; init; } = "";

    public string ReceiverError { get; init; } = "";

    public string ApplierError { get; init; } = "";
}
