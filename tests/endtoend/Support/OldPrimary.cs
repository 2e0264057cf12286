using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <summary>What must be true of a primary that comes back after another was promoted.</summary>
public static class OldPrimary
{
    /// <summary>The longest that a demoted primary may be writable.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);

    /// <summary>From its return, or the first question that found it writable if that was later, to the last answer that did; zero when none did.</summary>
    public static TimeSpan WritableSince(this WritableChecker checker, DatabaseServer server, TimeSpan returned)
    {
        var periods = checker.Periods.Where(p => p.Server == server && p.LastAnswered > returned).ToList();
        if (periods.Count == 0) return TimeSpan.Zero;
        return periods[^1].LastAnswered - (periods[0].FirstAsked > returned ? periods[0].FirstAsked : returned);
    }

    /// <summary>
    /// Waits until the old primary has rejoined or is shown with what it has of its own. In the second case this is exactly what it
    /// executed and the new primary did not, and it replicates from nobody.
    /// </summary>
    /// <returns>The errant transactions; empty when it rejoined.</returns>
    public static async Task<string> SettleAsync(Fleet fleet, DatabaseServer old, DatabaseServer successor)
    {
        var errant = "";
        await fleet.WaitForAsync("the old primary rejoined or is shown as errant", async () =>
        {
            var demoted = (await fleet.StateAsync()).Demoted;
            errant = demoted.SingleOrDefault()?.ErrantGtidSet ?? "";
            return demoted.Count == 0 || errant.Length > 0;
        });
        Assert.Equal(await OwnAsync(old, successor), errant);
        if (errant.Length == 0)
        {
            await fleet.WaitForAsync("the old primary replicates", async () =>
                (await fleet.MembersAsync()).Single(m => m.Key.Port == old.Port && m.Key.Host == old.Host).Snapshot.Replication is { IsRunning: true } status
                && fleet.Server(status.Source) == successor);
            return "";
        }

        Assert.Empty(await old.QueryRowsAsync(old.Flavor == ServerFlavor.MariaDb ? "SHOW ALL SLAVES STATUS" : "SHOW REPLICA STATUS"));
        Assert.Equal(1, await old.QueryAsync<int>("SELECT @@global.read_only"));
        return errant;
    }

    /// <summary>What the old primary wrote and the new one never had, asked of the servers themselves. Of MariaDB's own transactions, the last.</summary>
    private static async Task<string> OwnAsync(DatabaseServer old, DatabaseServer successor)
    {
        if (old.Flavor == ServerFlavor.MariaDb)
        {
            // Unlike a position, the state names the last transaction of each server.
            var (own, known) = (await LastAsync(old), await LastAsync(successor));
            return own > known ? $"0-{old.ServerNumber}-{own}" : "";
        }

        var executed = await old.QueryAsync<string>("SELECT @@global.gtid_executed");
        return (await successor.QueryAsync<string>($"SELECT GTID_SUBTRACT('{executed}', @@global.gtid_executed)"))!.Replace("\n", "");

        async Task<long> LastAsync(DatabaseServer server) => ((await server.QueryAsync<string>("SELECT @@global.gtid_binlog_state")) ?? "")
            .Split(',').Where(g => g.StartsWith($"0-{old.ServerNumber}-", StringComparison.Ordinal)).Select(g => long.Parse(g.Split('-')[2])).DefaultIfEmpty(0).Max();
    }
}
