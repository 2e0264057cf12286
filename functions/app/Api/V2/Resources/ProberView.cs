namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>A process that probes.</summary>
/// <param name="Process">Its machine; empty for clusters that nobody has probed yet.</param>
/// <param name="Clusters">Clusters that it probed last.</param>
/// <param name="Instances">Their instances.</param>
/// <param name="OldestSeconds">Age of the probes of the one of them that was probed longest ago; null where nobody has yet.</param>
internal sealed record ProberView(string Process, int Clusters, int Instances, double? OldestSeconds);
