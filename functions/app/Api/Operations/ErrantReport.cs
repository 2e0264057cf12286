using Ham4Db.Core.Binlogs;
using Ham4Db.Core.Operations;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>The errant transactions of an instance: those that it has and its source, or its successor as the primary, never had. Texts come from the server.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="GtidSet">The transactions; empty for none, null when it is not known.</param>
/// <param name="IsInvalidated">It lost its role in a recovery and cannot rejoin because of them.</param>
/// <param name="Problem">Why it has not rejoined; empty where that is no question.</param>
/// <param name="Files">Its binary logs that hold any.</param>
/// <param name="Transactions">What they do, as far as the binary logs tell: SHOW BINLOG EVENTS has no times and no rows.</param>
/// <param name="Note">What is not shown, and why; empty for nothing.</param>
/// <param name="WaysOut">What can be done about them, each as a dry run.</param>
internal sealed record ErrantReport(
    InstanceKey Instance,
    string? GtidSet,
    bool IsInvalidated,
    string Problem,
    IReadOnlyList<string> Files,
    IReadOnlyList<BinlogTransaction> Transactions,
    string Note,
    IReadOnlyList<OperationPlan> WaysOut);
