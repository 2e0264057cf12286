using System.Text;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <summary>Looks for passwords where none may be: in what is kept on disk (rows, durable history, entity state), in the log, in answers.</summary>
public static class SecretScan
{
    private static readonly string[] Paths =
        ["/api/v2/configuration", "/api/v2/audit?size=200", "/api/v2/recoveries", "/api/v2/clusters", "/api/v2/instances", "/api/all-instances", "/api/audit-recovery", "/api/health", "/metrics"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task AssertNothingIsLeakedAsync(Fleet fleet)
    {
        string[] secrets = [fleet.Topology.ManagerPassword, fleet.Topology.ReplicationPassword];
        List<(string Where, byte[] What)> all = [.. fleet.Log.All.Select(line => ("log", Encoding.UTF8.GetBytes(line)))];
        Assert.NotEmpty(all);
        foreach (var file in Directory.EnumerateFiles(fleet.Options.DataFolder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
            all.Add((file, await ReadAsync(file)));
        Assert.Contains(all, found => found.What.AsSpan().IndexOf(Encoding.UTF8.GetBytes(fleet.ClusterId)) >= 0);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{fleet.Options.ListenAddress}") };
        foreach (var path in Paths) all.Add((path, Encoding.UTF8.GetBytes(await http.GetStringAsync(path, Cancelled))));
        Assert.Equal([], all.Where(found => secrets.Any(secret => found.What.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0)).Select(found => found.Where));
    }

    // The databases are open.
    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancelled);
        return copy.ToArray();
    }
}
