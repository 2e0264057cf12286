namespace Ham4Db.Functions.Api.V2;

/// <summary>Marks endpoints that show each caller what is of the clusters that they may see, and nothing of others: whoever has the role on some clusters may ask them.</summary>
internal sealed class OwnClustersMark;
