using System.Net;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api;

public sealed class LegacyReadTests(ReadOnlyFleet fleet) : IClassFixture<ReadOnlyFleet>
{
    private const string All = "db1:3306 db2:3306 db3:3306";

    [Theory]
    [InlineData("/api/all-instances", All)]
    [InlineData("/api/mysql/all-instances", All)]
    [InlineData("/api/opengauss/all-instances", "")]
    [InlineData("/api/cluster/db1:3306", All)]
    [InlineData("/api/cluster/shop", All)]
    [InlineData("/api/cluster/alias/shop", All)]
    [InlineData("/api/cluster/db2", All)]
    [InlineData("/api/cluster/db3:3306", All)]
    [InlineData("/api/mysql/cluster/shop", All)]
    [InlineData("/api/cluster/instance/db2/3306", All)]
    [InlineData("/api/cluster/shop/", All)]
    [InlineData("/api/masters", "db1:3306")]
    [InlineData("/api/instance-replicas/db1/3306", "db2:3306 db3:3306")]
    [InlineData("/api/instance-replicas/db2/3306/", "")]
    [InlineData("/api/search/DB2", "db2:3306")]
    [InlineData("/api/search?s=shop", All)]
    [InlineData("/api/search?s=DB2%0A", "db2:3306")]
    [InlineData("/api/search?s=nothing-like-it", "")]
    [InlineData("/api/problems", "")]
    [InlineData("/api/problems/shop", "")]
    [InlineData("/api/downtimed/", "")]
    public async Task Lists_of_instances(string path, string keys) =>
        Assert.Equal(keys, string.Join(' ', (await fleet.Host.GetAsync(path)).Raw.Keys()));

    [Theory]
    [InlineData("/api/instance/db2/3306", "db2:3306")]
    [InlineData("/api/instance/DB2/3306", "db2:3306")]
    [InlineData("/api/instance/b2/3306", "db2:3306")]
    [InlineData("/api/master/shop", "db1:3306")]
    [InlineData("/api/master/db3", "db1:3306")]
    public async Task Single_instances(string path, string key) => Assert.Equal(key, (await fleet.Host.GetAsync(path)).Raw.GetProperty("Key").Key());

    [Theory]
    [InlineData("/api/_ping")]
    [InlineData("/api/lb-check")]
    [InlineData("/api/leader-check")]
    [InlineData("/api/leader-check/503")]
    public async Task Checks_answer_ok(string path)
    {
        var reply = await fleet.Host.GetAsync(path);
        Assert.Equal("OK", reply.Raw.GetString());
        Assert.Equal("application/json", reply.ContentType);
    }

    [Fact]
    public async Task An_instance_is_found_by_its_whole_server_id_only()
    {
        var id = (await fleet.Host.GetAsync("/api/instance/db3/3306")).Raw.GetProperty("ServerUUID").GetString()!;
        Assert.Equal("db3:3306", string.Join(' ', (await fleet.Host.GetAsync($"/api/search/{id}")).Raw.Keys()));
        Assert.Empty((await fleet.Host.GetAsync($"/api/search/{id[..^1]}")).Raw.EnumerateArray());
    }

    [Fact]
    public async Task Clusters_are_listed_by_name()
    {
        Assert.Equal("db1:3306", Assert.Single((await fleet.Host.GetAsync("/api/clusters")).Raw.EnumerateArray()).GetString());
        Assert.Equal("db1:3306", Assert.Single((await fleet.Host.GetAsync("/api/clusters-info")).Raw.EnumerateArray()).GetProperty("ClusterName").GetString());
    }

    [Theory]
    [InlineData("/api/topology/shop")]
    [InlineData("/api/topology/db2/3306")]
    public async Task A_topology_is_text(string path) => Assert.Equal(
        """
        db1:3306   [0s,ok,8.4.6,rw,ROW,>>,GTID]
        + db2:3306 [0s,ok,8.4.6,ro,ROW,>>,GTID]
        + db3:3306 [0s,ok,8.4.6,ro,ROW,>>,GTID]
        """,
        (await fleet.Host.GetAsync(path)).Ok.GetString());

    [Fact]
    public async Task A_topology_can_be_tabulated() => Assert.Equal(
        """
        db1:3306  |0s|ok|8.4.6|rw|ROW|>>,GTID
        + db2:3306|0s|ok|8.4.6|ro|ROW|>>,GTID
        + db3:3306|0s|ok|8.4.6|ro|ROW|>>,GTID
        """,
        (await fleet.Host.GetAsync("/api/topology-tabulated/shop")).Ok.GetString());

    [Fact]
    public async Task Nothing_is_found_where_all_is_well()
    {
        Assert.Equal(0, (await fleet.Host.GetAsync("/api/replication-analysis")).Ok.GetArrayLength());
        Assert.Equal(0, (await fleet.Host.GetAsync("/api/replication-analysis/shop")).Ok.GetArrayLength());
        Assert.Equal(0, (await fleet.Host.GetAsync("/api/replication-analysis/instance/db1/3306")).Ok.GetArrayLength());
        Assert.Equal(0, (await fleet.Host.GetAsync("/api/blocked-recoveries")).Raw.GetArrayLength());
        Assert.Equal(0, (await fleet.Host.GetAsync("/api/audit-recovery/alias/shop/0")).Raw.GetArrayLength());
        Assert.Equal(0, (await fleet.Host.GetAsync("/api/active-cluster-recovery/shop")).Raw.GetArrayLength());
    }

    [Fact]
    public async Task Audit_has_pages_and_can_be_of_one_instance()
    {
        Assert.Equal(0, (await fleet.Host.GetAsync("/api/audit/1")).Raw.GetArrayLength());
        Assert.Equal("db2:3306", string.Join(' ', (await fleet.Host.GetAsync("/api/audit/instance/db2/3306")).Raw.Keys("AuditInstanceKey")));
    }

    [Fact]
    public async Task Filters_of_recoveries_are_told() => Assert.Equal(
        "RecoverMasterClusterFilters RecoverIntermediateMasterClusterFilters RecoveryIgnoreHostnameFilters",
        (await fleet.Host.GetAsync("/api/automated-recovery-filters")).Ok.Names());

    [Fact]
    public async Task Headers_come_back_without_credentials()
    {
        var headers = (await fleet.Host.GetAsync("/api/headers", ("X-Test", "1"), ("Cookie", "a=b"), ("Authorization", "Basic eDp5"))).Raw;
        Assert.Equal("1", headers.GetProperty("X-Test")[0].GetString());
        Assert.False(headers.TryGetProperty("Cookie", out _) || headers.TryGetProperty("Authorization", out _));
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/nonsense")]
    [InlineData("/api/mysql")]
    [InlineData("/nonsense")]
    public async Task An_unknown_path_is_plain_text_404(string path)
    {
        var reply = await fleet.Host.GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, "text/plain", "404 page not found\n"), (reply.Status, reply.ContentType, reply.Text));
    }

    [Fact]
    public async Task Asking_for_the_base_address_with_head_is_no_question_of_a_password() =>
        Assert.Equal(HttpStatusCode.NotFound, (await fleet.Host.SendAsync(HttpMethod.Head, "/api")).Status);

    [Fact]
    public async Task Head_changes_nothing() =>
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await fleet.Host.SendAsync(HttpMethod.Head, "/api/forget/db3/3306")).Status);
}
