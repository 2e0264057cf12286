using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api.Upkeep;

public sealed class TagTests
{
    [Fact]
    public async Task Tags_are_put_read_found_and_taken_off()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db");
        Assert.Equal("db1:3306", (await host.GetAsync("/api/tag/db1/3306?tag=role%3Dbackup")).Ok.Key());
        Assert.Equal("db2:3306", (await host.GetAsync("/api/tag/db2/3306/role/delayed%2F1h")).Ok.Key());
        Assert.Equal("db2:3306", (await host.GetAsync("/api/tag/db2/3306?tag=candidate")).Ok.Key());

        Assert.Equal("""["candidate=","role=delayed/1h"]""", (await host.GetAsync("/api/tags/db2/3306")).Raw.GetRawText());
        Assert.Equal("[]", (await host.GetAsync("/api/tags/db3/3306")).Raw.GetRawText());
        Assert.Equal("backup", (await host.GetAsync("/api/tag-value/db1/3306?tag=role")).Raw.GetString());
        Assert.Equal("", (await host.GetAsync("/api/tag-value/db2/3306/candidate")).Raw.GetString());
        Assert.Equal("tag nosuch not found for db1:3306", (await host.GetAsync("/api/tag-value/db1/3306?tag=nosuch")).Error);

        Assert.Equal("db1:3306 db2:3306", await TaggedAsync(host, "role"));
        Assert.Equal("db2:3306", await TaggedAsync(host, "role,candidate"));
        Assert.Equal("db3:3306", await TaggedAsync(host, "~role"));
        Assert.Equal("db2:3306", await TaggedAsync(host, "~role=backup"));
        Assert.Equal("db1:3306 db2:3306", string.Join(' ', (await host.GetAsync("/api/tagged/?tag=role")).Raw.EnumerateArray().Select(k => k.Key())));

        var drawn = (await host.GetAsync("/api/topology-tags/db1:3306")).Ok.GetString()!.Split('\n');
        Assert.EndsWith("] [role=backup]", drawn[0], StringComparison.Ordinal);
        Assert.EndsWith("] [candidate,role=delayed/1h]", drawn[1], StringComparison.Ordinal);
        Assert.DoesNotContain("] [", drawn[2], StringComparison.Ordinal);

        _ = (await host.GetAsync("/api/tag/db1/3306?tag=role%3Dprimary")).Ok;
        Assert.Equal("""["role=primary"]""", (await host.GetAsync("/api/tags/db1/3306")).Raw.GetRawText());
        var none = await host.GetAsync("/api/untag/db1/3306?tag=role%3Dbackup");
        Assert.Equal(("[]", "role removed from 0 instances"), (none.Ok.GetRawText(), none.Message));
        var one = await host.GetAsync("/api/untag/db1/3306/role");
        Assert.Equal(("db1:3306", "role removed from 1 instances"), (Assert.Single(one.Ok.EnumerateArray()).Key(), one.Message));
        Assert.Equal("db2:3306", await TaggedAsync(host, "role"));
    }

    [Fact]
    public async Task A_tag_with_a_value_is_taken_off_everywhere()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db");
        foreach (var (name, value) in new[] { ("db1", "a"), ("db2", "b"), ("db3", "a") }) _ = (await host.GetAsync($"/api/tag/{name}/3306/group/{value}")).Ok;
        var removed = await host.GetAsync("/api/untag-all?tag=group%3Da");
        Assert.Equal("db1:3306 db3:3306", string.Join(' ', removed.Ok.EnumerateArray().Select(k => k.Key())));
        Assert.Equal("group removed from 2 instances", removed.Message);
        Assert.Equal("db2:3306", await TaggedAsync(host, "group"));
        Assert.Equal("db2:3306", Assert.Single((await host.GetAsync("/api/untag-all/group/b")).Ok.EnumerateArray()).Key());
        Assert.Equal("", await TaggedAsync(host, "group"));
        Assert.StartsWith("Untag: either indicate an instance or a tag value", (await host.GetAsync("/api/untag-all?tag=group")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tag/db1/3306", "Invalid tag: ''")]
    [InlineData("tag/db1/3306?tag=~role", "a tag that is set is not negated")]
    [InlineData("tag/db1/3306?tag=%3Dx", "its name is missing")]
    [InlineData("tag/db1/3306?tag=a,b", "its name has a comma")]
    [InlineData("tag/nosuch/3306?tag=role", "Cannot read instance: nosuch:3306")]
    [InlineData("tags/nosuch/3306", "Cannot read instance: nosuch:3306")]
    [InlineData("untag/db1/3306?tag=~role", "does not support negation")]
    [InlineData("untag-all?tag=~role%3Dx", "does not support negation")]
    [InlineData("untag-all", "its name is missing")]
    [InlineData("tagged?tag=", "its name is missing")]
    [InlineData("tagged", "its name is missing")]
    public async Task What_makes_no_sense_is_refused(string path, string why)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", replicas: 0);
        Assert.Contains(why, (await host.GetAsync("/api/" + path)).Error, StringComparison.Ordinal);
    }

    private static async Task<string> TaggedAsync(ApiHost host, string query) => string.Join(
        ' ', (await host.GetAsync("/api/tagged?tag=" + Uri.EscapeDataString(query))).Raw.EnumerateArray().Select(k => k.Key()));
}
