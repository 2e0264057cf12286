namespace Ham4Db.Functions.Configuration;

/// <summary>The admin interface of a ProxySQL and the hostgroups of some clusters there: one item of <see cref="Ham4DbOptions.ProxySQLAdmins"/>.</summary>
public sealed record ProxySqlAdmin
{
    /// <summary>Where it is: <c>host</c> or <c>host:port</c>; without a port 6032.</summary>
    public string Address { get; init; } = "";

    /// <summary>User; not <c>admin</c> where it is not on this machine, which ProxySQL does not let in.</summary>
    public string User { get; init; } = "";

    /// <summary>Password.</summary>
    public string Password { get; init; } = "";

    /// <summary>Of which clusters: filters as in <see cref="Ham4DbOptions.RecoverMasterClusterFilters"/>.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>Hostgroup that holds the primary alone.</summary>
    public int WriterHostgroup { get; init; } = -1;

    /// <summary>Hostgroup of the replicas.</summary>
    public int ReaderHostgroup { get; init; } = -1;

    /// <summary>Address and hostgroups alone.</summary>
    public override string ToString() => $"{Address} ({WriterHostgroup}, {ReaderHostgroup})";
}
