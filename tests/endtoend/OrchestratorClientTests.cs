using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

/// <summary>
/// The commands of orchestrator's client script, over a live topology, by <c>ham4db -c</c>. Where <c>HAM4DB_ORCHESTRATOR_CLIENT</c> names the script
/// itself, which is no part of this project, it is run unmodified with the same commands and must print the same.
/// </summary>
public sealed class OrchestratorClientTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_prints_what_it_printed_before()
    {
        await using var fleet = await Fleet.StartAsync(
            new TopologyOptions { Flavor = ServerFlavor.MariaDb, Layout = TopologyLayout.ThreeNodes }, o => o with { InstancePollSeconds = 1, RecoveryPeriodBlockSeconds = 0 }, Cancelled);
        var client = new OrchestratorClient(fleet);
        var (a, b, c) = ($"{fleet.Key(0)}", $"{fleet.Key(1)}", $"{fleet.Key(2)}");
        string[] of = ["-i", a], ofB = ["-i", b], ofC = ["-i", c];

        await client.AssertAsync(a, "clusters");
        await client.AssertAsync($"{a},{a}", "clusters-alias");
        await client.AssertAsync(a, "all-clusters-masters");
        await client.AssertSameAsync([a, b, c], "all-instances");
        await client.AssertSameAsync([a, b, c], "search", ["-i", "127.0.0.1"]);
        await client.AssertAsync(b, "instance", ofB);
        await client.AssertAsync(b, "which-instance", ofB);
        await client.AssertAsync(a, "which-master", ofB);
        await client.AssertSameAsync([b, c], "which-replicas", of);
        await client.AssertAsync("", "which-broken-replicas", of);
        await client.AssertSameAsync([a, b, c], "which-cluster-instances", ofB);
        await client.AssertAsync(a, "which-cluster", ofC);
        await client.AssertAsync(a, "which-cluster-alias", ofC);
        // Its name and not its key; they are the same.
        await client.AssertAsync(a, "which-cluster-master", of);
        await client.AssertSameAsync([b, c], "which-cluster-osc-replicas", of);
        await client.AssertSameAsync([b, c], "which-cluster-osc-running-replicas", of);
        await client.AssertAsync("", "downtimed");
        await client.AssertAsync("", "dominant-dc");
        await client.AssertAsync("", "replication-analysis");
        foreach (var command in (string[])["topology", "topology-tabulated", "topology-tags"])
            await client.AssertPartAsync(a, command, of);

        await client.AssertAsync(b, "discover", ofB);
        await client.AssertAsync(":null", "async-discover", ofB);
        await client.AssertAsync(b, "tag", [.. ofB, "-t", "role=backup"]);
        await client.AssertAsync("role=backup", "tags", ofB);
        await client.AssertAsync("backup", "tag-value", [.. ofB, "-t", "role"]);
        await client.AssertAsync(b, "tagged", ["-t", "role=backup"]);
        await client.AssertAsync(b, "untag", [.. ofB, "-t", "role"]);
        await client.AssertAsync(b, "tag", [.. ofB, "-t", "role=backup"]);
        await client.AssertAsync(b, "untag-all", ["-t", "role=backup"]);
        await client.AssertAsync("readers", "submit-pool-instances", [.. ofB, "-l", "readers"]);
        await client.AssertAsync(b, "which-heuristic-cluster-pool-instances", [.. of, "-l", "readers"]);
        await client.AssertAsync(b, "begin-downtime", [.. ofB, "-o", "me", "-r", "testing it", "-u", "1h"]);
        await client.AssertAsync(b, "downtimed", of);
        await client.AssertAsync(b, "end-downtime", ofB);
        await client.AssertAsync(b, "begin-maintenance", [.. ofB, "-o", "me", "-r", "testing it"]);
        await client.AssertAsync(b, "end-maintenance", ofB);
        await client.AssertAsync(b, "register-candidate", [.. ofB, "-R", "prefer"]);
        await client.AssertAsync(b, "register-candidate", [.. ofB, "-R", "neutral"]);
        await client.AssertPartAsync($":{a}", "submit-masters-to-kv-stores");

        await client.AssertAsync($"{c}<{b}", "relocate", [.. ofC, "-d", b]);
        await client.AssertAsync($"{c}<{a}", "move-up", ofC);
        await client.AssertAsync($"{c}<{b}", "move-below", [.. ofC, "-d", b]);
        await client.AssertAsync($"{c}<{a}", "move-gtid", [.. ofC, "-d", a]);
        await client.AssertAsync($"{b}<{a}", "take-siblings", ofB);
        await client.AssertAsync(a, "which-master", ofB);
        await client.AssertAsync(c, "move-up-replicas", ofB);
        await client.AssertAsync($"{c}<{a}", "repoint", [.. ofC, "-d", a]);
        await client.AssertSameAsync([b, c], "repoint-replicas", of);
        await client.AssertAsync(b, "can-replicate-from", [.. ofC, "-d", b]);
        await client.AssertAsync(b, "can-replicate-from-gtid", [.. ofC, "-d", b]);

        foreach (var command in (string[])["stop-slave", "start-replica", "stop-replica-nice", "start-slave", "restart-replica", "detach-replica", "reattach-replica",
            "detach-replica-master-host", "reattach-replica-master-host", "enable-semi-sync-replica", "disable-semi-sync-replica", "flush-binary-logs"])
            await client.AssertAsync(b, command, ofB);
        await client.AssertAsync(b, "is-replicating", ofB);
        await client.AssertAsync("", "is-replication-stopped", ofB);
        await client.AssertAsync("3", "delay-replication", [.. ofC, "-S", "3"]);
        await client.AssertAsync("0", "delay-replication", [.. ofC, "-S", "0"]);
        await client.AssertPartAsync("SELECT 1", "restart-replica-statements", [.. ofB, "-q", "SELECT 1"]);
        await client.AssertAsync("", "which-gtid-errant", ofB);
        await client.AssertAsync(a, "purge-binary-logs", [.. of, "-n", "binlog.000001"]);
        await client.AssertAsync(a, "set-read-only", of);
        await client.AssertAsync(a, "set-writeable", of);
        await client.AssertAsync(a, "enable-semi-sync-master", of);
        await client.AssertAsync(a, "disable-semi-sync-master", of);

        await client.AssertAsync("disabled", "disable-global-recoveries");
        await client.AssertAsync("disabled", "check-global-recoveries");
        await client.AssertAsync("enabled", "enable-global-recoveries");
        await client.AssertFailsAsync("not running with raft setup", "raft-health");
        await client.AssertFailsAsync("recover", "recover", of);
        await client.AssertAsync(b, "graceful-master-takeover-auto", [.. of, "-d", b]);
        await fleet.WaitForAsync("the new primary is known, and followed by the others", async () =>
            Assert.Single(await fleet.Store.GetClustersAsync(Cancelled)).Primary == fleet.Key(1)
            && (await fleet.MembersAsync()).Count(m => m.Snapshot.Replication is { IsRunning: true } r && r.Source == fleet.Key(1)) == 2);
        await client.AssertAsync(a, "graceful-master-takeover-auto", ["-i", b, "-d", a]);
        await client.AssertAsync("seen", "ack-all-recoveries", ["-r", "seen"]);
        await client.AssertAsync("", "forget", ofC);
    }
}
