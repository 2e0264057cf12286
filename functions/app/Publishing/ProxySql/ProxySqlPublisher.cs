using System.Collections.Concurrent;
using System.Globalization;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using MySqlConnector;

namespace Ham4Db.Functions.Publishing.ProxySql;

/// <summary>Keeps hostgroups of ProxySQL servers as the clusters are. It looks at what is, each second where something has changed and each half minute where nothing has, and runs beside recoveries.</summary>
internal sealed class ProxySqlPublisher(FleetStore store, Ham4DbOptions options, TimeProvider time, ILogger<ProxySqlPublisher> logger)
{
    private const int DefaultPort = 6032;
    private const uint TimeoutSeconds = 3;

    // Somebody may restart ProxySQL, or change it by hand.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private readonly PublishPauses _pauses = new(time);
    private readonly ConcurrentDictionary<string, (string Wanted, DateTimeOffset Until)> _done = new(StringComparer.Ordinal);

    /// <summary>Understands an address.</summary>
    public static bool TryParseAddress(string text, out InstanceKey address) => InstanceKey.TryParse(text, DatabaseEngine.MySql, DefaultPort, out address) && address.Port is > 0 and <= 65535;

    /// <summary>Brings every ProxySQL up to date.</summary>
    /// <param name="force">Look even where nothing has changed, and where it failed a moment ago.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What went wrong, a sentence each.</returns>
    public async Task<IReadOnlyList<string>> PublishAsync(bool force, CancellationToken cancellationToken)
    {
        if (options.ProxySQLAdmins.Count == 0) return [];
        var clusters = await store.GetClustersAsync(cancellationToken);
        var keys = (await store.GetPrimaryKeysAsync(cancellationToken)).ToLookup(row => row.ClusterId);
        var work = options.ProxySQLAdmins.SelectMany(admin => clusters
            .Where(cluster => keys.Contains(cluster.ClusterId) && ClusterFilters.Matches(admin.Clusters, cluster.Name, cluster.Alias))
            .Select(cluster => PublishAsync(admin, cluster, keys[cluster.ClusterId].First().Primary, force, cancellationToken)));
        return [.. (await Task.WhenAll(work)).Where(problem => problem.Length > 0)];
    }

    private async Task<string> PublishAsync(ProxySqlAdmin admin, ClusterRecord cluster, InstanceKey primary, bool force, CancellationToken cancellationToken)
    {
        if (!force && _pauses.IsPaused(admin.Address)) return "";
        var state = await store.GetStateAsync(cluster.ClusterId, cancellationToken);
        var members = await store.GetMembersAsync(cluster.ClusterId, cancellationToken);
        var banned = members.Where(m => m.Key != primary && state.Demoted.Any(d => d.Matches(m.Snapshot))).Select(m => m.Key).Order().ToList();
        var readers = members.Where(m => m is { IsLastCheckValid: true, Snapshot: { IsReplica: true, IsReadOnly: true } } && m.Key != primary).Select(m => m.Key).Except(banned).Order().ToList();
        var (name, wanted) = ($"{admin} {cluster.ClusterId}", $"{primary} / {string.Join(' ', readers)} / {string.Join(' ', banned)}");
        if (!force && _done.TryGetValue(name, out var done) && done.Wanted == wanted && done.Until > time.GetUtcNow()) return "";
        try
        {
            if (await BringAsync(admin, primary, readers, banned, cancellationToken)) PublishLog.Published(logger, cluster.Name, primary, $"ProxySQL {admin}");
            _done[name] = (wanted, time.GetUtcNow() + LookAgain);
            _pauses.Succeed(admin.Address);
            return "";
        }
        catch (Exception exception) when (exception is MySqlException or TimeoutException)
        {
            _pauses.Fail(admin.Address);
            PublishLog.Failed(logger, $"ProxySQL {admin}", exception.Message);
            return $"ProxySQL {admin.Address}: {exception.Message}";
        }
    }

    private static async Task<bool> BringAsync(
        ProxySqlAdmin admin, InstanceKey primary, IReadOnlyList<InstanceKey> readers, IReadOnlyList<InstanceKey> banned, CancellationToken cancellationToken)
    {
        _ = TryParseAddress(admin.Address, out var address);
        var settings = new MySqlConnectionStringBuilder
        {
            Server = address.Host,
            Port = (uint)address.Port,
            UserID = admin.User,
            Password = admin.Password,
            Pooling = false,
            ConnectionTimeout = TimeoutSeconds,
            DefaultCommandTimeout = TimeoutSeconds,
            AllowLoadLocalInfile = false,
        };
        await using var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var present = new HashSet<ProxySqlServer>();
        await using (var command = new MySqlCommand(ProxySqlPlan.Select(admin), connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            // Every column of the admin interface is text.
            while (await reader.ReadAsync(cancellationToken))
                present.Add(new ProxySqlServer(Number(reader.GetValue(0)), reader.GetString(1), Number(reader.GetValue(2))));
        }

        var statements = ProxySqlPlan.Make(admin, present, primary, readers, banned);
        foreach (var statement in statements)
        {
            await using var command = new MySqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return statements.Count > 0;
    }

    private static int Number(object value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);
}
