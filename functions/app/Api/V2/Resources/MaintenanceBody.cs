namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>A maintenance that is asked for.</summary>
/// <param name="Owner">Who works on the instance; the caller where nobody is named.</param>
/// <param name="Reason">Why.</param>
internal sealed record MaintenanceBody(string? Owner, string? Reason);
