namespace Ham4Db.Functions.Clusters;

/// <summary>What people set for a cluster.</summary>
/// <param name="AreRecoveriesDisabled">Automatic recoveries of this cluster are switched off.</param>
/// <param name="Alias">Alias that is stronger than any other; empty for none.</param>
public sealed record ClusterSettings(bool AreRecoveriesDisabled, string Alias)
{
    /// <summary>What is set.</summary>
    public static ClusterSettings Of(ClusterState state) => new(state.AreRecoveriesDisabled, state.AliasOverride);
}
