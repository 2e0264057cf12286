using Ham4Db.Cli.Tests.Support;

namespace Ham4Db.Cli.Tests;

/// <summary>What each command asks, and that --json prints the answer as it is.</summary>
public sealed class RequestTests
{
    private const string Uid = "0123456789abcdef0123456789abcdef";

    private const string PlanOfDb3 = "/api/v2/clusters/db3%3A3306/operations/plan?kind=";

    [Theory]
    [InlineData("discover db1", "/api/discover/db1/3306")]
    [InlineData("discover [2001:db8::1]:3307", "/api/discover/2001%3Adb8%3A%3A1/3307")]
    [InlineData("forget db1:3307", "/api/forget/db1/3307")]
    [InlineData("clusters", "/api/v2/clusters")]
    [InlineData("topology", "/api/v2/instances")]
    [InlineData("topology shop/eu", "/api/v2/clusters/shop%2Feu")]
    [InlineData("analysis", "/api/replication-analysis")]
    [InlineData("analysis db1:3306", "/api/replication-analysis/db1%3A3306")]
    [InlineData("plan shop --failed db1", "/api/v2/clusters/shop/plan?failed=db1%3A3306")]
    [InlineData("plan shop --takeover", "/api/v2/clusters/shop/plan?takeover=auto")]
    [InlineData("plan shop --takeover db2:3307", "/api/v2/clusters/shop/plan?takeover=db2%3A3307")]
    [InlineData("recover db1", "/api/recover/db1/3306")]
    [InlineData("recover db1 --candidate db2", "/api/recover/db1/3306/db2/3306")]
    [InlineData("takeover shop", "/api/graceful-master-takeover/shop")]
    [InlineData("takeover shop --to db2", "/api/graceful-master-takeover/shop/db2/3306")]
    [InlineData("takeover shop --auto", "/api/graceful-master-takeover-auto/shop")]
    [InlineData("takeover shop --auto --to db2", "/api/graceful-master-takeover-auto/shop/db2/3306")]
    [InlineData("recoveries", "/api/v2/recoveries")]
    [InlineData("recoveries shop", "/api/v2/recoveries?cluster=shop")]
    [InlineData("recoveries " + Uid, "/api/v2/recoveries/" + Uid)]
    [InlineData("recoveries enable", "/api/enable-global-recoveries")]
    [InlineData("recoveries disable", "/api/disable-global-recoveries")]
    [InlineData("recoveries status", "/api/check-global-recoveries")]
    [InlineData("ack shop --comment seen&done", "/api/ack-recovery/cluster/shop?comment=seen%26done")]
    [InlineData("ack " + Uid + " --comment seen", "/api/ack-recovery/uid/" + Uid + "?comment=seen")]
    [InlineData("alias shop eu/shop", "/api/set-cluster-alias/shop?alias=eu%2Fshop")]
    [InlineData("alias shop", "/api/set-cluster-alias/shop?alias=")]
    [InlineData("names", "/api/hostname-resolve-cache")]
    [InlineData("names reset", "/api/reset-hostname-resolve-cache")]
    [InlineData("names resolve db1", "/api/resolve/db1/3306")]
    [InlineData("names register db1 vip.example", "/api/register-hostname-unresolve/db1/3306/vip.example")]
    [InlineData("names deregister db1", "/api/deregister-hostname-unresolve/db1/3306")]
    [InlineData("configuration", "/api/v2/configuration")]
    [InlineData("configuration reload", "/api/reload-configuration")]
    [InlineData("configuration reload --config /etc/further.json", "/api/reload-configuration?config=%2Fetc%2Ffurther.json")]
    [InlineData("downtime begin db1 --owner me --reason disk/full --for 2h", "/api/begin-downtime/db1/3306/me/disk%2Ffull/2h")]
    [InlineData("rejoin db1:5432", "/api/v2/instances/db1%3A5432/rejoin?dryRun=true")]
    [InlineData("rejoin db1:5432 --discard", "/api/v2/instances/db1%3A5432/rejoin")]
    [InlineData("errant db1", "/api/v2/instances/db1%3A3306/errant")]
    [InlineData("locate-gtid-errant db1", "/api/locate-gtid-errant/db1/3306")]
    [InlineData("restart-replica-statements db1 --query SELECT+1", "/api/restart-replica-statements/db1/3306?q=SELECT%2B1")]
    [InlineData("downtime end db1", "/api/end-downtime/db1/3306")]
    [InlineData("downtime list", "/api/downtimed")]
    [InlineData("downtime list shop", "/api/downtimed/shop")]
    [InlineData("maintenance", "/api/maintenance")]
    [InlineData("maintenance begin db1 --owner me --reason disk/full", "/api/begin-maintenance/db1/3306/me/disk%2Ffull")]
    [InlineData("maintenance end db1:3307", "/api/end-maintenance/db1/3307")]
    [InlineData("maintenance end 1764000000000000", "/api/end-maintenance/1764000000000000")]
    [InlineData("candidates", "/api/bulk-promotion-rules")]
    [InlineData("candidates register db1 prefer_not", "/api/register-candidate/db1/3306/prefer_not")]
    [InlineData("tags db1", "/api/tags/db1/3306")]
    [InlineData("tag db1 role=backup", "/api/tag/db1/3306?tag=role%3Dbackup")]
    [InlineData("untag role --from db1", "/api/untag/db1/3306?tag=role")]
    [InlineData("untag role=backup", "/api/untag-all?tag=role%3Dbackup")]
    [InlineData("tagged role,~candidate", "/api/tagged?tag=role%2C~candidate")]
    [InlineData("pool submit read db1 db2:3307", "/api/submit-pool-instances/read?instances=db1%2Cdb2%3A3307")]
    [InlineData("pool submit read", "/api/submit-pool-instances/read?instances=")]
    [InlineData("pool show shop", "/api/cluster-pool-instances/shop")]
    [InlineData("pool show shop read", "/api/cluster-pool-instances/shop/read")]
    [InlineData("pool lag shop read", "/api/heuristic-cluster-pool-lag/shop/read")]
    [InlineData("topology shop --at 2026-11-25T03:15:00Z", "/api/v2/clusters/shop/history?at=2026-11-25T03%3A15%3A00Z")]
    [InlineData("history shop", "/api/v2/clusters/shop/history?size=100")]
    [InlineData("history shop --size 5", "/api/v2/clusters/shop/history?size=5")]
    [InlineData("snapshot-topologies", "/api/snapshot-topologies")]
    [InlineData("snapshot", "/api/v2/snapshot")]
    [InlineData("snapshot shop", "/api/v2/snapshot?cluster=shop")]
    [InlineData("audit", "/api/audit/0")]
    [InlineData("audit db1 --page 2", "/api/audit/instance/db1/3306/2")]
    [InlineData("detections", "/api/audit-failure-detection/0")]
    [InlineData("detections shop --page 1", "/api/audit-failure-detection/alias/shop/1")]
    [InlineData("changelog", "/api/replication-analysis-changelog")]
    [InlineData("kv", "/api/v2/kv")]
    [InlineData("webhooks", "/api/v2/webhooks")]
    [InlineData("webhooks dead", "/api/v2/webhook-deliveries")]
    [InlineData("webhooks queued", "/api/v2/webhook-deliveries?status=queued")]
    [InlineData("webhooks replay", "/api/v2/webhook-deliveries/replay")]
    [InlineData("webhooks replay --webhook ops", "/api/v2/webhook-deliveries/replay?endpoint=ops")]
    [InlineData("webhooks replay 1-detection-to-ops", "/api/v2/webhook-deliveries/1-detection-to-ops/replay")]
    [InlineData("webhooks test ops", "/api/v2/webhooks/ops/test")]
    [InlineData("kv mysql/master/shop", "/api/v2/kv/mysql/master/shop")]
    [InlineData("kv submit", "/api/submit-masters-to-kv-stores")]
    [InlineData("kv submit shop", "/api/submit-masters-to-kv-stores/shop")]
    [InlineData("problems", "/api/problems")]
    [InlineData("problems shop", "/api/problems/shop")]
    [InlineData("osc-replicas shop", "/api/cluster-osc-replicas/shop")]
    [InlineData("relocate db3 --below db2 --dry-run", PlanOfDb3 + "relocate&instance=db3%3A3306&below=db2%3A3306")]
    [InlineData("relocate-below db3 --below db2 --dry-run", PlanOfDb3 + "relocate&instance=db3%3A3306&below=db2%3A3306")]
    [InlineData("relocate-replicas db3 --below db2 --pattern db[45] --dry-run", PlanOfDb3 + "relocate-replicas&instance=db3%3A3306&below=db2%3A3306&pattern=db%5B45%5D")]
    [InlineData("regroup-replicas db3 --dry-run", PlanOfDb3 + "regroup-replicas&instance=db3%3A3306")]
    [InlineData("regroup-replicas-gtid db3 --dry-run", PlanOfDb3 + "regroup-replicas-gtid&instance=db3%3A3306")]
    [InlineData("move-up db3 --dry-run", PlanOfDb3 + "move-up&instance=db3%3A3306")]
    [InlineData("move-up-replicas db3 --pattern db4 --dry-run", PlanOfDb3 + "move-up-replicas&instance=db3%3A3306&pattern=db4")]
    [InlineData("move-below db3 --below db2 --dry-run", PlanOfDb3 + "move-below&instance=db3%3A3306&below=db2%3A3306")]
    [InlineData("move-gtid db3 --below db2 --dry-run", PlanOfDb3 + "move-below-gtid&instance=db3%3A3306&below=db2%3A3306")]
    [InlineData("move-replicas-gtid db3 --below db2 --dry-run", PlanOfDb3 + "move-replicas-gtid&instance=db3%3A3306&below=db2%3A3306")]
    [InlineData("move-equivalent db3 --below db2 --dry-run", PlanOfDb3 + "move-equivalent&instance=db3%3A3306&below=db2%3A3306")]
    [InlineData("repoint db3 --dry-run", PlanOfDb3 + "repoint&instance=db3%3A3306")]
    [InlineData("repoint db3 --below db2 --dry-run", PlanOfDb3 + "repoint&instance=db3%3A3306&below=db2%3A3306")]
    [InlineData("repoint-slaves db3 --dry-run", PlanOfDb3 + "repoint-replicas&instance=db3%3A3306")]
    [InlineData("take-siblings db3 --dry-run", PlanOfDb3 + "take-siblings&instance=db3%3A3306")]
    [InlineData("take-master db3 --dry-run", PlanOfDb3 + "take-master&instance=db3%3A3306")]
    [InlineData("make-co-master db3 --dry-run", PlanOfDb3 + "make-co-master&instance=db3%3A3306")]
    [InlineData("operations", "/api/v2/operations")]
    [InlineData("operations --cluster shop", "/api/v2/operations?cluster=shop")]
    [InlineData("operations " + Uid, "/api/v2/operations/" + Uid)]
    [InlineData("can-replicate-from db3 --below db2", "/api/can-replicate-from/db3/3306/db2/3306")]
    [InlineData("can-replicate-from db3 --below db2 --gtid", "/api/can-replicate-from-gtid/db3/3306/db2/3306")]
    public async Task A_command_asks_its_path_once_and_prints_the_answer_as_it_is(string line, string path)
    {
        const string Answer = """{"Code":"OK","Message":"<ü>","Details":[1, 2]}""";
        await using var api = await FakeApi.StartAsync(path, Answer);

        var run = await CliRun.AskAsync(api.Address, [.. line.Split(' '), "--json"]);

        Assert.Equal((0, Answer + "\n", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal([path], api.Asked);
    }

    [Fact]
    public async Task A_plan_without_a_question_is_about_the_primary()
    {
        await using var api = await FakeApi.StartAsync("/api/v2/clusters/shop", $$"""{"cluster":{{Samples.Cluster()}},"members":[],"state":{} }""");
        api.Add("/api/v2/clusters/shop/plan?failed=db1%3A3306", "{}");

        var run = await CliRun.AskAsync(api.Address, "plan", "shop", "--json");

        Assert.Equal((0, "{}\n"), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("")]
    [InlineData("api")]
    [InlineData("api/")]
    public async Task The_address_may_come_from_the_environment_and_may_end_in_api(string end)
    {
        await using var api = await FakeApi.StartAsync("/api/v2/clusters", "[]");

        var run = await CliRun.OfAsync(["clusters"], variables: new Dictionary<string, string> { ["HAM4DB_API"] = api.Address + end });

        Assert.Equal((0, "No cluster is known; 'ham4db discover host:port' makes one known.\n"), (run.ExitCode, run.Output));
    }
}
