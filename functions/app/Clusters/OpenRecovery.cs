namespace Ham4Db.Functions.Clusters;

/// <summary>Asks the cluster's entity for the right to recover it.</summary>
/// <param name="Uid">Id of the recovery, made by the orchestration, so that asking twice opens it once.</param>
/// <param name="Request">What is to be done.</param>
/// <param name="At">When (UTC).</param>
public sealed record OpenRecovery(string Uid, RecoveryRequest Request, DateTimeOffset At);
