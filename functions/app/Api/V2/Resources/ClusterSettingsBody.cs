namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>Settings of a cluster; what is left out stays as it is.</summary>
/// <param name="AreRecoveriesDisabled">Automatic recoveries of this cluster are switched off.</param>
/// <param name="Alias">Alias that is stronger than any other; empty ends that.</param>
internal sealed record ClusterSettingsBody(bool? AreRecoveriesDisabled, string? Alias);
