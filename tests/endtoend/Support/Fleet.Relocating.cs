using System.Globalization;
using System.Text.Json;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <content>Operations on the topology, asked for as people and scripts do: over HTTP.</content>
public sealed partial class Fleet
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(120) };

    /// <summary>Calls a path of the older interfaces; servers are named by their index, as in <c>relocate/#1/#2</c>.</summary>
    /// <returns>Its code and message.</returns>
    public async Task<(string Code, string Message)> CallAsync(string path)
    {
        for (var i = Topology.Servers.Count - 1; i >= 0; i--) path = path.Replace($"#{i}", $"{Server(i).Host}/{Server(i).Port}", StringComparison.Ordinal);
        using var answer = await Http.GetAsync($"http://{Options.ListenAddress}/api/{path}");
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return (json.GetProperty("Code").GetString()!, json.GetProperty("Message").GetString()!);
    }

    /// <summary>Calls a path that must succeed, and checks who replicates from whom then: the source's index of each server, <c>-</c> for none.</summary>
    public async Task OperateAsync(string path, string sources)
    {
        var (code, message) = await CallAsync(path);
        Assert.True(code == "OK", $"{path}: {message}\n{await DescribeAsync()}");
        await WaitForAsync($"{path} leads to {sources}", async () => await SourcesAsync() == sources);
    }

    /// <summary>Makes all replicas position themselves by coordinates in their sources' binary logs; nobody writes meanwhile.</summary>
    public async Task ReplicateByPositionAsync()
    {
        foreach (var (server, source) in Topology.Servers.Zip(Topology.Options.Layout.SourceOf).Where(s => s.Second >= 0))
        {
            var isMariaDb = server.Flavor == ServerFlavor.MariaDb;
            var goal = (await Server(source).QueryRowsAsync(isMariaDb ? "SHOW MASTER STATUS" : "SHOW BINARY LOG STATUS"))[0];
            await WaitForAsync("it has everything", async () => (await server.ReadChannelAsync())[isMariaDb ? "Exec_Master_Log_Pos" : "Exec_Source_Log_Pos"] == goal["Position"]);
            await server.ExecuteAsync(isMariaDb
                ? $"STOP SLAVE; CHANGE MASTER TO MASTER_USE_GTID=no, MASTER_LOG_FILE='{goal["File"]}', MASTER_LOG_POS={goal["Position"]}; START SLAVE"
                : $"STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_AUTO_POSITION=0, SOURCE_LOG_FILE='{goal["File"]}', SOURCE_LOG_POS={goal["Position"]}; START REPLICA");
        }
    }

    /// <summary>Whether each server that replicates positions itself by GTID.</summary>
    public async Task<IReadOnlyList<bool>> UseGtidsAsync()
    {
        List<bool> uses = [];
        foreach (var server in Topology.Servers)
        {
            var channel = await server.ReadChannelAsync();
            if (channel.Count > 0) uses.Add(server.Flavor == ServerFlavor.MariaDb ? channel["Using_Gtid"] == "Slave_Pos" : channel["Auto_Position"] == "1");
        }

        return uses;
    }

    /// <summary>Waits until all servers hold the same rows.</summary>
    public async Task AssertSameRowsAsync()
    {
        await WaitForAsync("all have the same rows", async () =>
        {
            var sums = await Task.WhenAll(Topology.Servers.Select(s => s.QueryRowsAsync("CHECKSUM TABLE ham4db_demo.writes")));
            return sums.Select(s => s[0]["Checksum"]).Distinct().Count() == 1;
        });
        Assert.NotEqual(0, await Topology.Primary.QueryAsync<int>("SELECT COUNT(*) FROM ham4db_demo.writes"));
    }

    private async Task<string> SourcesAsync()
    {
        List<string> sources = [];
        foreach (var server in Topology.Servers)
        {
            var channel = await server.ReadChannelAsync();
            var (source, replica) = server.Flavor == ServerFlavor.MariaDb ? ("Master", "Slave") : ("Source", "Replica");
            if (channel.Count == 0) sources.Add("-");
            else if (channel[$"{replica}_IO_Running"] != "Yes" || channel[$"{replica}_SQL_Running"] != "Yes") sources.Add("?");
            else sources.Add($"{Topology.Servers.ToList().FindIndex(s => s.Port == int.Parse(channel[$"{source}_Port"]!, CultureInfo.InvariantCulture))}");
        }

        return string.Join(' ', sources);
    }
}
