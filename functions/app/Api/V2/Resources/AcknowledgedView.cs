namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>What came of an acknowledgement.</summary>
/// <param name="Acknowledged">How many recoveries were not acknowledged before.</param>
internal sealed record AcknowledgedView(int Acknowledged);
