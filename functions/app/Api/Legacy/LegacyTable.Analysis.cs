namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths about what is wrong.</summary>
internal sealed partial class LegacyTable
{
    private IReadOnlyList<LegacyRoute> Analysis =>
    [
        Read("replication-analysis/{hint?}", analysis.ListAsync),
        Read("replication-analysis/instance/{host}/{port}", analysis.ForInstanceAsync),
    ];
}
