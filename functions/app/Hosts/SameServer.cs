namespace Ham4Db.Functions.Hosts;

/// <summary>Whether two addresses lead to one server.</summary>
public static class SameServer
{
    /// <summary>By identity; where servers have none (MariaDB before 10.9), by server_id and the name that they report.</summary>
    public static bool Is(InstanceSnapshot one, InstanceSnapshot other) => (one.ServerId, other.ServerId) switch
    {
        ("", "") => one.ServerNumber != 0 && one.ServerNumber == other.ServerNumber && one.ReportedHost.Length > 0 && one.ReportedHost == other.ReportedHost,
        var (id, otherId) => string.Equals(id, otherId, StringComparison.OrdinalIgnoreCase) && one.ServerNumber == other.ServerNumber,
    };
}
