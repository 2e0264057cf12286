namespace Ham4Db.Cli.Client;

/// <summary>The decisions about a cluster; only what is shown.</summary>
internal sealed record ClusterStateModel
{
    public BlockModel? Block { get; init; }

    public bool AreRecoveriesDisabled { get; init; }

    public bool AreRecoveriesDisabledGlobally { get; init; }

    public IReadOnlyList<DemotedModel> Demoted { get; init; } = [];
}
