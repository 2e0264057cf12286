using System.Globalization;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>The steps on a single instance that need nothing but its session.</summary>
internal static class InstanceSteps
{
    public static IReadOnlyList<IOperationStep> All { get; } =
    [
        new InstanceStep(StepAction.Reset, (run, stop) => run.Session.ResetReplicationAsync(stop)),
        new InstanceStep(StepAction.Detach, (run, stop) => run.Session.DetachAsync(stop)),
        new InstanceStep(StepAction.DisableGtid, (run, stop) => run.Session.SetGtidPositioningAsync(enabled: false, stop)),
        new InstanceStep(StepAction.Delay, (run, stop) => run.Session.SetDelayAsync(Number(run), stop)),
        new InstanceStep(StepAction.FlushLogs, (run, stop) => run.Session.FlushBinaryLogsAsync(stop)),
        new InstanceStep(StepAction.PurgeLogs, (run, stop) => run.Session.PurgeBinaryLogsAsync(run.Step.Value, stop)),
        new InstanceStep(StepAction.SemiSyncSource, (run, stop) => run.Session.SetSemiSyncSourceAsync(IsOn(run), stop)),
        new InstanceStep(StepAction.SemiSyncReplica, SwitchSemiSyncReplicaAsync),
        new InstanceStep(StepAction.ReadOnly, (run, stop) => run.Session.SetReadOnlyAsync(readOnly: true, stop)),
        new InstanceStep(StepAction.Writable, (run, stop) => run.Session.SetReadOnlyAsync(readOnly: false, stop)),
        new InstanceStep(StepAction.EndClients, (run, stop) => run.Session.KillClientConnectionsAsync(stop)),
        new InstanceStep(StepAction.ShutOutClients, (run, stop) => run.Session.SetClientsShutOutAsync(shutOut: true, stop)),
        new InstanceStep(StepAction.AdmitClients, (run, stop) => run.Session.SetClientsShutOutAsync(shutOut: false, stop)),
        // A connection that is gone runs nothing, which is what was asked for.
        new InstanceStep(StepAction.KillQuery, (run, stop) => run.Session.KillQueryAsync(Number(run), stop)),
        new InstanceStep(StepAction.InjectEmpty, InjectAsync),
        new StopNicelyStep(),
        new ReattachStep(),
        new EnableGtidStep(),
        new SkipTransactionStep(),
        new SkipEventsStep(),
    ];

    private static bool IsOn(StepRun run) => run.Step.Value == StepAction.On;

    private static long Number(StepRun run) => long.Parse(run.Step.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The source learns of it when the replica connects.</summary>
    private static async Task SwitchSemiSyncReplicaAsync(StepRun run, CancellationToken cancellationToken)
    {
        var before = await run.Session.ProbeAsync(cancellationToken);
        await run.Session.SetSemiSyncReplicaAsync(IsOn(run), cancellationToken);
        if (before.Replication is { IsRunning: true }) await run.Session.ReconnectReceiverAsync(cancellationToken);
    }

    private static async Task InjectAsync(StepRun run, CancellationToken cancellationToken)
    {
        var primary = await run.Session.ProbeAsync(cancellationToken);
        if (primary.IsReadOnly || primary.IsReplica)
            throw new InstanceOperationException($"{run.Step.Target} is not the writable primary any more: no empty transactions were written");
        await run.Session.InjectEmptyTransactionsAsync([.. Core.Gtid.GtidSet.Parse(primary.GtidKind, run.Step.Value).Each()], cancellationToken);
    }
}
