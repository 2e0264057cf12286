using System.Diagnostics;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.OpenGaussAgent.Tests.Topologies;

public sealed class PostgreSqlTopologyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_stream_as_the_layout_says_and_survive_each_fault()
    {
        string folder;
        await using (var topology = await PostgreSqlTopology.StartAsync(new() { SynchronousStandbyNames = "FIRST 1 (n2)" }, Token))
        {
            folder = topology.Folder;
            await topology.Primary.ExecuteAsync("INSERT INTO writes VALUES (1, 'a')", Token);
            Assert.Equal("n2:sync,n3:async", await topology.Primary.QueryAsync<string>(
                "SELECT string_agg(application_name || ':' || sync_state, ',' ORDER BY application_name) FROM pg_stat_replication", Token));
            Assert.Equal("n4", await topology.Nodes[1].QueryAsync<string>("SELECT application_name FROM pg_stat_replication", Token));

            topology.Nodes[2].Hang();
            Assert.True(topology.Nodes[2].IsRunning);
            topology.Nodes[2].Resume();
            Assert.True(await topology.Nodes[2].QueryAsync<bool>("SELECT pg_is_in_recovery()", Token));

            topology.Primary.Kill();
            Assert.False(topology.Primary.IsRunning);
            await topology.Primary.RestartAsync(Token);
            Assert.Equal(1, await topology.Primary.QueryAsync<int>("SELECT count(*) FROM writes", Token));
            await topology.Nodes[3].StopAsync(Token);
            Assert.False(topology.Nodes[3].IsRunning);
        }

        Assert.False(Directory.Exists(folder));
        Assert.DoesNotContain(Process.GetProcessesByName("postgres"), process => new FileInfo($"/proc/{process.Id}/cwd").LinkTarget?.StartsWith(folder, StringComparison.Ordinal) == true);
    }
}
