namespace Ham4Db.Functions.Clusters;

/// <summary>Acknowledges a recovery.</summary>
/// <param name="Uid">Which; empty for the latest.</param>
/// <param name="Acknowledgement">By whom and why.</param>
public sealed record AcknowledgeRecovery(string Uid, Acknowledgement Acknowledgement);
