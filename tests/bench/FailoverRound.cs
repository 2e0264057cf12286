using System.Text.Json;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Engines.OpenGauss.Tests.Support;
using Ham4Db.Engines.PostgreSql.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;
using Ham4Db.Topologies;
using Ham4Db.Topologies.PostgreSql;
using ServerFlavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Bench;

/// <summary>One fault on a five-node topology with a writer, in a process of its own: as in life, the first failover of the process is the one that counts.</summary>
internal static class FailoverRound
{
    /// <summary>Phase: how long a hung primary accepted writes after it woke.</summary>
    public const string WritableAfterWaking = "old primary writable after waking";

    public static async Task<int> RunAsync(string flavor, string fault)
    {
        RoundResult result;
        try
        {
            result = flavor switch
            {
                "postgresql" => await MeasurePostgreSqlAsync(fault),
                "opengauss" => await MeasureOpenGaussAsync(fault),
                "mysql" => await MeasureAsync(ServerFlavor.MySql, flavor, fault),
                _ => await MeasureAsync(ServerFlavor.MariaDb, flavor, fault),
            };
        }
        catch (Exception exception)
        {
            result = new RoundResult(flavor, fault, [], -1, null, exception.Message);
        }

        Console.WriteLine(JsonSerializer.Serialize(result));
        return result.Error.Length == 0 ? 0 : 1;
    }

    private static async Task<RoundResult> MeasureAsync(ServerFlavor flavor, string name, string fault)
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions { Flavor = flavor });
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = new WriterProbe(fleet.FindPrimaryAsync);
        await writer.WaitForAsync(w => w.Id > 200);

        var (phases, recovery, faultAt) = await FailAsync(fleet, writer, Fault(fault, fleet.Topology.Primary.Kill, fleet.Topology.Primary.Hang), fleet.Key(0), fleet.Key(1));
        if (fault == "hang") fleet.Topology.Primary.Resume();
        await Task.Delay(TimeSpan.FromSeconds(2));
        await writer.StopAsync();
        await checker.StopAsync();
        phases["write outage"] = writer.Outage!.Duration.TotalMilliseconds;
        if (fault == "hang")
        {
            phases[WritableAfterWaking] = checker.Periods
                .Where(p => p.Server == fleet.Topology.Primary && p.FirstAnswered > faultAt).Sum(p => p.Duration.TotalMilliseconds);
        }

        var lost = await writer.VerifyNoneLostAsync(fleet.Server(recovery.Successor!.Value));
        return new RoundResult(name, fault, phases, lost.Count, checker.MaxSimultaneouslyWritable, "");
    }

    private static async Task<RoundResult> MeasurePostgreSqlAsync(string fault)
    {
        await using var fleet = await PostgreSqlFleet.StartAsync(new PostgreSqlTopologyOptions { Layout = new TopologyLayout([-1, 0, 0, 0, 1]), SynchronousStandbyNames = "ANY 1 (*)" });
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 200);
        var (phases, recovery, _) = await FailAsync(fleet, writer, Fault(fault, fleet.Topology.Primary.Kill, fleet.Topology.Primary.Hang), fleet.Key(0), fleet.Key(1));
        if (fault == "hang") fleet.Topology.Primary.Resume();
        await Task.Delay(TimeSpan.FromSeconds(2));
        await writer.StopAsync();
        phases["write outage"] = writer.Outage!.Duration.TotalMilliseconds;
        var lost = await writer.VerifyNoneLostAsync(fleet.Node(recovery.Successor!.Value));
        return new RoundResult("postgresql", fault, phases, lost.Count, null, "");
    }

    /// <summary>On the stand-in: what its scripts take is in the figures, and openGauss's own times are not.</summary>
    private static async Task<RoundResult> MeasureOpenGaussAsync(string fault)
    {
        await using var fleet = await OpenGaussFleet.StartAsync(
            new PostgreSqlTopologyOptions { SynchronousStandbyNames = "ANY 1 (n2, n3)" }, configure: options => options with { AgentAnswerSeconds = 2, LivenessPollMilliseconds = 250 });
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 200);
        var (phases, recovery, _) = await FailAsync(fleet, writer, Fault(fault, fleet.Topology.Primary.Kill, fleet.Topology.Primary.Hang), fleet.Key(0), fleet.Key(1));
        await Task.Delay(TimeSpan.FromSeconds(2));
        await writer.StopAsync();
        phases["write outage"] = writer.Outage!.Duration.TotalMilliseconds;
        var lost = await writer.VerifyNoneLostAsync(fleet.Topology.Nodes[fleet.Node(recovery.Successor!.Value)]);
        return new RoundResult("opengauss", fault, phases, lost.Count, null, "");
    }

    private static Action? Fault(string fault, Action kill, Action hang) => fault switch
    {
        "kill" => kill,
        "hang" => hang,
        _ => null,
    };

    /// <summary>Does the fault, or asks for a takeover where there is none, and tells when each phase had ended.</summary>
    private static async Task<(Dictionary<string, double> Phases, RecoveryRecord Recovery, TimeSpan FaultAt)> FailAsync(
        WatchedApp fleet, WriterProbe writer, Action? fail, InstanceKey primary, InstanceKey designated)
    {
        // Not always at the same moment of a tick.
        await Task.Delay(Random.Shared.Next(1000));
        var phases = new Dictionary<string, double>();
        var faultAt = RunClock.Now;
        if (fail is not null) fail();
        else await AskForTakeoverAsync(fleet, primary, designated);
        var recovery = await fleet.WaitForRecoveryAsync(TimeSpan.FromSeconds(60));
        if (recovery.Status != RecoveryStatus.Succeeded)
        {
            await Console.Error.WriteLineAsync(await fleet.DescribeAsync());
            throw new InvalidOperationException(string.Join(' ', recovery.Errors));
        }

        var first = await writer.WaitForAsync(w => w.Port == recovery.Successor!.Value.Port);
        var utc = RunClock.ToUtc(faultAt);
        if (recovery.NoticedAt is { } noticed) phases["noticed"] = (noticed - utc).TotalMilliseconds;
        phases["opened"] = (recovery.StartedAt - utc).TotalMilliseconds;
        foreach (var step in (await fleet.Store.GetStepsAsync(recovery.Uid, default)).GroupBy(s => s.Step))
            phases[step.Key] = (step.Max(s => s.EndedAt ?? s.StartedAt) - utc).TotalMilliseconds;
        phases["first write"] = (first.AcknowledgedAt - faultAt).TotalMilliseconds;
        phases["closed"] = (recovery.EndedAt!.Value - utc).TotalMilliseconds;
        return (phases, recovery, faultAt);
    }

    private static async Task AskForTakeoverAsync(WatchedApp fleet, InstanceKey primary, InstanceKey designated)
    {
        var request = new RecoveryRequest
        {
            ClusterId = fleet.ClusterId,
            Kind = RecoveryKind.PlannedTakeover,
            Primary = primary,
            Designated = designated,
            StartOldPrimary = true,
            Actor = "bench",
        };
        await DurableStart.TryAsync(fleet.Client, nameof(RecoverCluster), request, RecoverCluster.InstanceId(fleet.ClusterId), default);
    }
}
