using Ham4Db.Cli.Tests.Support;
using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.Snapshots;

namespace Ham4Db.Cli.Tests;

/// <summary>A snapshot is written, hidden and asked, without a service.</summary>
public sealed class SnapshotTests : IDisposable
{
    private const string Nowhere = "http://127.0.0.1:1";

    private static readonly DateTimeOffset Now = new(2026, 11, 28, 3, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-snapshot-").FullName;

    [Fact]
    public async Task The_service_s_answer_is_printed_as_it_is()
    {
        var text = SnapshotText.Write(Sample());
        await using var api = await FakeApi.StartAsync("/api/v2/snapshot?cluster=shop", text);
        var run = await CliRun.AskAsync(api.Address, "snapshot", "shop");
        Assert.Equal((0, text + "\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task A_plan_is_made_of_a_file()
    {
        var file = Save(Sample());
        var run = await CliRun.OfAsync(["plan", "--snapshot", file, "--failed", "db-a.example.com", "--api", Nowhere]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("Failover of db-a.example.com:3306 to db-c.example.com:3306", run.Output, StringComparison.Ordinal);
        // Cluster and dead primary are found where there is only one.
        Assert.Equal(run.Output, (await CliRun.OfAsync(["plan", "--snapshot", file])).Output);
        Assert.Contains("Planned takeover from db-a", (await CliRun.OfAsync(["plan", "shop", "--snapshot", file, "--takeover"])).Output, StringComparison.Ordinal);
        var json = await CliRun.OfAsync(["plan", "--snapshot", file, "--takeover", "db-b.example.com", "--json"]);
        Assert.Contains("\"kind\":\"plannedTakeover\"", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analysis_and_topology_are_made_of_a_file()
    {
        var file = Save(Sample(isDead: true));
        Assert.Matches(@"db-a\.example\.com:3306 +DeadMaster", (await CliRun.OfAsync(["analysis", "--snapshot", file])).Output);
        foreach (var cluster in (string[][])[[], ["shop"]])
        {
            var shown = (await CliRun.OfAsync(["topology", .. cluster, "--snapshot", file])).Output;
            Assert.Matches(@"db-a\.example\.com:3306 +primary +\? +no answer", shown);
            Assert.Matches(@"─ db-b\.example\.com:3306 +replica +ro +broken", shown);
        }
    }

    [Theory]
    [InlineData("plan nosuch --snapshot {0}", ExitCodes.NotFound, "There is no cluster 'nosuch' in the snapshot; it has shop.")]
    [InlineData("plan --snapshot {0} --failed nosuch", ExitCodes.NotFound, "There is no instance nosuch:3306 in the snapshot")]
    [InlineData("plan --snapshot {0} --failed db-b.example.com", ExitCodes.Refused, "losing it changes nothing for others")]
    [InlineData("plan shop --snapshot {0} --takeover nosuch", ExitCodes.Refused, "nosuch:3306 is not an instance of cluster")]
    [InlineData("plan --snapshot {0}.nosuch", ExitCodes.Usage, "cannot be read")]
    [InlineData("plan", ExitCodes.Usage, "Name a cluster, or give --snapshot.")]
    [InlineData("topology shop --at 2026-11-25T03:15:00Z --snapshot {0}", ExitCodes.Usage, "Give one of --at and --snapshot.")]
    public async Task What_is_wrong_is_told(string line, int code, string message)
    {
        var run = await CliRun.OfAsync(line.Replace("{0}", Save(Sample()), StringComparison.Ordinal).Split(' '));
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_snapshot_is_told()
    {
        var file = Path.Combine(_folder, "other.json");
        await File.WriteAllTextAsync(file, """{"format":"ham4db-snapshot","version":9}""", TestContext.Current.CancellationToken);
        var run = await CliRun.OfAsync(["analysis", "--snapshot", file]);
        Assert.Equal((ExitCodes.Usage, $"{file} is a snapshot of version 9, and this program reads version 1. Read it with the program that wrote it, or take it again.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Names_are_hidden_and_decisions_stay()
    {
        foreach (var isDead in (bool[])[false, true])
        {
            var open = Sample(isDead);
            await using var api = await FakeApi.StartAsync("/api/v2/snapshot", SnapshotText.Write(open));
            var run = await CliRun.AskAsync(api.Address, "snapshot", "--anonymize");
            Assert.True(run.ExitCode == 0, run.Error);
            foreach (var name in (string[])["example", "db-a", "db-b", "db-c", "10.1.2.3", "shop", "jane", "ticket", "repl-user"])
                Assert.DoesNotContain(name, run.Output, StringComparison.OrdinalIgnoreCase);
            var hidden = SnapshotText.Read(run.Output);
            Assert.Equal(["host-2", "host-3", "host-4", "host-1"], hidden.Clusters[0].Members.Select(m => m.Key.Host));
            Assert.Equal("host-2-bin.000007", hidden.Clusters[0].Members[0].Snapshot.BinlogPosition.File);

            var (there, here) = (new SnapshotFleet(open).Only, new SnapshotFleet(hidden).Only);
            Assert.Equal(there.Findings.Select(f => (f.Code, f.Action, f.Counts)), here.Findings.Select(f => (f.Code, f.Action, f.Counts)));
            var (before, after) = (Fails(there), Fails(here));
            Assert.Equal(before.Steps.Select(s => (s.Stage, s.Kind)), after.Steps.Select(s => (s.Stage, s.Kind)));
            Assert.Equal(before.Blockers.Select(b => b.Code), after.Blockers.Select(b => b.Code));
            Assert.Equal(("db-c.example.com", "host-4"), (before.Candidate?.Host, after.Candidate?.Host));
        }

        static RecoveryPlan Fails(ClusterView view) => WhatIf.Fails(view, view.Topology.Primary!.Key);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Save(FleetSnapshot snapshot)
    {
        var file = Path.Combine(_folder, "fleet.json");
        File.WriteAllText(file, SnapshotText.Write(snapshot));
        return file;
    }

    private static FleetSnapshot Sample(bool isDead = false)
    {
        var primary = Key("db-a.example.com");
        ClusterMember[] members =
        [
            Member(primary, null) with { IsLastCheckValid = !isDead, LastCheckError = isDead ? "db-a.example.com refused" : "" },
            Member(Key("db-b.example.com"), primary, isDead) with { Downtime = new Downtime("jane", "ticket 7", Now.AddHours(-1), Now.AddHours(1)) },
            Member(Key("db-c.example.com"), primary, isDead) with { PromotionRule = PromotionRule.Prefer },
            Member(Key("10.1.2.3"), primary, isDead),
        ];
        return new FleetSnapshot
        {
            Format = FleetSnapshot.FormatName,
            Version = FleetSnapshot.CurrentVersion,
            TakenAt = Now,
            InstancePollSeconds = 5,
            Clusters =
            [
                new ClusterSnapshot
                {
                    ClusterId = "mysql-db-a.example.com",
                    Name = $"{primary}",
                    Alias = "shop",
                    SuggestedAlias = "shop",
                    Primary = primary,
                    At = Now,
                    Rules = new ClusterRules(new AnalysisPolicy(), new RecoveryPolicy { HasReplicationCredentials = true }),
                    Members = members,
                },
            ],
        };
    }

    private static InstanceKey Key(string host) => new(DatabaseEngine.MySql, host, 3306);

    private static ClusterMember Member(InstanceKey key, InstanceKey? source, bool isSourceDead = false) => new()
    {
        LastChecked = Now,
        Snapshot = new InstanceSnapshot
        {
            Key = key,
            SeenAt = Now,
            ServerId = $"uuid of {key.Host[3]}",
            ServerNumber = key.Host[3],
            ReportedHost = key.Host.Split('.')[0] is "10" ? "" : key.Host,
            Flavor = ServerFlavor.MySql,
            Version = "8.4.5",
            IsReadOnly = source is not null,
            LogBin = true,
            LogReplicaUpdates = true,
            BinlogFormat = "ROW",
            BinlogPosition = new BinlogCoordinates($"{key.Host.Split('.')[0]}-bin.000007", 4),
            GtidKind = GtidKind.Oracle,
            GtidMode = "ON",
            ExecutedGtidSet = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-100",
            ClusterAlias = "shop",
            LagSeconds = source is null ? null : 0,
            Replication = source is { } from
                ? new ReplicationStatus
                {
                    Source = from,
                    User = "repl-user",
                    Receiver = isSourceDead ? ReplicationThreadState.Other : ReplicationThreadState.Running,
                    Applier = ReplicationThreadState.Running,
                    ReceiverError = isSourceDead ? $"error connecting to source 'repl-user@{from}'" : "",
                    RetrievedGtidSet = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-100",
                    UsesOracleGtid = true,
                }
                : null,
        },
    };
}
