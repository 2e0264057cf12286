namespace Ham4Db.Functions.Recovery;

/// <summary>A step was about to change a cluster without the right to: another recovery is newer, or another operator holds the server.</summary>
public sealed class RecoverySupersededException(string message) : Exception(message);
