using System.Globalization;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Publishing.ProxySql;

/// <summary>What must be said to ProxySQL so that its hostgroups are as the cluster is. Pure.</summary>
internal static class ProxySqlPlan
{
    /// <summary>The statements, in order; none where nothing differs. Run twice, they end the same.</summary>
    /// <param name="admin">The hostgroups.</param>
    /// <param name="present">What is in them now.</param>
    /// <param name="primary">The primary, which is to be the only writer.</param>
    /// <param name="readers">Instances that replicate.</param>
    /// <param name="banned">Instances that must get no traffic: primaries that lost their role and have not rejoined.</param>
    public static IReadOnlyList<string> Make(
        ProxySqlAdmin admin, IReadOnlyCollection<ProxySqlServer> present, InstanceKey primary, IReadOnlyList<InstanceKey> readers, IReadOnlyList<InstanceKey> banned)
    {
        var (writer, reader) = (admin.WriterHostgroup, admin.ReaderHostgroup);
        bool Has(int hostgroup, InstanceKey key) => present.Contains(new ProxySqlServer(hostgroup, key.Host, key.Port));
        var statements = new List<string>();
        // The writer first: until it is there nothing else helps.
        if (!Has(writer, primary)) statements.Add(Insert(writer, primary));
        statements.AddRange(present.Where(server => server.Hostgroup == writer && (server.Host != primary.Host || server.Port != primary.Port)).Select(Delete));
        var missing = readers.Where(key => key != primary && !Has(reader, key)).ToList();
        statements.AddRange(missing.Select(key => Insert(reader, key)));
        statements.AddRange(banned.Where(key => Has(reader, key)).Select(key => Delete(new ProxySqlServer(reader, key.Host, key.Port))));
        // Whoever has no replica left reads from the primary.
        var others = present.Count(server => server.Hostgroup == reader && (server.Host != primary.Host || server.Port != primary.Port) && !banned.Any(key => key.Host == server.Host && key.Port == server.Port));
        if (Has(reader, primary) && others + missing.Count > 0) statements.Add(Delete(new ProxySqlServer(reader, primary.Host, primary.Port)));
        return statements.Count == 0 ? [] : [.. statements, "LOAD MYSQL SERVERS TO RUNTIME", "SAVE MYSQL SERVERS TO DISK"];
    }

    /// <summary>Asks what is in the hostgroups.</summary>
    public static string Select(ProxySqlAdmin admin) =>
        $"SELECT hostgroup_id, hostname, port FROM runtime_mysql_servers WHERE hostgroup_id IN ({Number(admin.WriterHostgroup)}, {Number(admin.ReaderHostgroup)}) AND status <> 'OFFLINE_HARD'";

    private static string Insert(int hostgroup, InstanceKey key) =>
        $"INSERT OR IGNORE INTO mysql_servers (hostgroup_id, hostname, port, comment) VALUES ({Number(hostgroup)}, {Quote(key.Host)}, {Number(key.Port)}, 'ham4db')";

    private static string Delete(ProxySqlServer server) =>
        $"DELETE FROM mysql_servers WHERE hostgroup_id = {Number(server.Hostgroup)} AND hostname = {Quote(server.Host)} AND port = {Number(server.Port)}";

    // Names of hosts come from servers. The admin interface reads SQL as SQLite does, where only the quote itself is special.
    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
