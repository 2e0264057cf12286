namespace Ham4Db.Functions.Api.V2;

/// <summary>Marks endpoints that show only what is of one cluster where the query names it: whoever has a role on that cluster alone may ask them so.</summary>
internal sealed class ClusterFilterMark
{
    /// <summary>Name of the cluster in the query.</summary>
    public const string Name = "cluster";
}
