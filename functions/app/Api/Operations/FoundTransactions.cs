using Ham4Db.Core.Binlogs;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Transactions that were found in binary logs.</summary>
/// <param name="Files">The files that hold any, oldest first.</param>
/// <param name="Transactions">What they do, oldest first.</param>
/// <param name="Note">What is not shown, and why; empty for nothing.</param>
internal sealed record FoundTransactions(IReadOnlyList<string> Files, IReadOnlyList<BinlogTransaction> Transactions, string Note);
