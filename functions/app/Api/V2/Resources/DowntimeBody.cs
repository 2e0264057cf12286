namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>A downtime that is asked for.</summary>
/// <param name="Owner">Who works on the instance; the caller where nobody is named.</param>
/// <param name="Reason">Why.</param>
/// <param name="Duration">How long: a number and one of s, m, h, d, w; 10m where nothing is said.</param>
internal sealed record DowntimeBody(string? Owner, string? Reason, string? Duration);
