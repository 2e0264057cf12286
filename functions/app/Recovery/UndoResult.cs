namespace Ham4Db.Functions.Recovery;

/// <summary>How the undoing of a failover went.</summary>
/// <param name="MayHaveSuccessor">Another instance than the old primary accepts writes or may do so: the old one must stay demoted.</param>
/// <param name="Problems">What could not be undone, a sentence each.</param>
public sealed record UndoResult(bool MayHaveSuccessor, IReadOnlyList<string> Problems);
