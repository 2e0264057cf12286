namespace Ham4Db.Core.Ports;

/// <summary>What a former primary has in its log beyond what its successor got of it.</summary>
/// <param name="Commits">Transactions that were committed or prepared; null when that cannot be told.</param>
/// <param name="AreBeforeRestart">All of these were there before the server was started again: they are what it had not passed on when it died.</param>
/// <param name="Description">In words, for people.</param>
public sealed record OwnTransactions(long? Commits, bool AreBeforeRestart, string Description)
{
    /// <summary>Somebody has decided beforehand that whatever it alone has may be discarded.</summary>
    public bool AreExpendable { get; init; }
}
