using System.Text.Json;

namespace Ham4Db.Functions.Clusters;

/// <summary>Input of <see cref="Decide"/>.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="Operation">An operation of <see cref="ClusterEntity"/>.</param>
/// <param name="Input">The operation's input as JSON.</param>
public sealed record Decision(string ClusterId, string Operation, JsonElement Input);
