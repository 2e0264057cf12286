using Ham4Db.Core.Gtid;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>
/// Makes a server forget transactions. It forgets all in between, so that what it is to remember is written to the timeline first: should the process die
/// after the server has forgotten everything, the next run reads it there.
/// </summary>
internal sealed class ForgetTransactionsStep(FleetStore store, TimeProvider time) : IOperationStep
{
    private const string Remembered = "new-gtid-history";
    private const int Attempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    public string Action => StepAction.ForgetTransactions;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var snapshot = await run.ProbeTargetAsync(cancellationToken);
        var begun = (await store.GetStepsAsync(run.Ticket.Uid, cancellationToken)).FirstOrDefault(s => s.Step == Remembered && s.Target == run.Step.Target);
        if (begun is null)
        {
            var now = time.GetUtcNow();
            begun = new RecoveryStepRecord(run.Ticket.Uid, Remembered, run.Step.Target, await ComputeAsync(run, snapshot, cancellationToken), now, now, Error: "");
            await store.SaveStepAsync(begun, cancellationToken);
        }

        await ReplaceAsync(run, begun.Message, cancellationToken);
    }

    /// <summary>A server that has forgotten everything must not be left so because a connection broke.</summary>
    private async Task ReplaceAsync(StepRun run, string history, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (attempt == 1) await run.Session.ReplaceGtidHistoryAsync(history, cancellationToken);
                else await ReplaceAnewAsync(run, history, cancellationToken);
                return;
            }
            catch (InstanceUnreachableException) when (attempt < Attempts)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (InstanceUnreachableException exception)
            {
                throw new InstanceOperationException(
                    $"{run.Step.Target} may have forgotten all its transactions, and cannot be told what it has: set {(IsMariaDb(history) ? "gtid_slave_pos" : "gtid_purged")} there to '{history}' before it replicates again. {exception.Message}", exception);
            }
        }
    }

    private static async Task ReplaceAnewAsync(StepRun run, string history, CancellationToken cancellationToken)
    {
        await using var session = await run.Engines.For(run.Step.Target).OpenSessionAsync(run.Step.Target, ConnectTimeout, cancellationToken);
        if (!await session.TryLockAsync(run.Ticket.LockName, ConnectTimeout, cancellationToken))
            throw new RecoverySupersededException($"Another operator holds the lock '{run.Ticket.LockName}' on {run.Step.Target}. Nothing more was changed there.");
        await session.StopReplicationAsync(cancellationToken);
        await session.ReplaceGtidHistoryAsync(history, cancellationToken);
    }

    private static bool IsMariaDb(string history) => GtidSet.TryParse(GtidKind.MariaDb, history, out _);

    private async Task<string> ComputeAsync(StepRun run, InstanceSnapshot snapshot, CancellationToken cancellationToken)
    {
        var (executed, errant) = (GtidSet.Parse(snapshot.GtidKind, snapshot.ExecutedGtidSet), GtidSet.Parse(snapshot.GtidKind, run.Step.Value));
        if (snapshot.GtidKind == GtidKind.Oracle) return $"{executed.Subtract(errant)}";
        // MariaDB's positions hide what came before the errant transactions: it is what the source had, or the successor when it was promoted.
        var state = await store.GetStateAsync(run.Ticket.ClusterId, cancellationToken);
        var common = state.Demoted.FirstOrDefault(d => d.Matches(snapshot)) is { } demoted ? demoted.PromotedAt : snapshot.Replication?.AppliedGtidSet ?? "";
        return common.Length > 0
            ? common
            : throw new InstanceOperationException($"Up to where {run.Step.Target} and its cluster have the same transactions is not known. Nothing was changed: copy its data anew");
    }
}
