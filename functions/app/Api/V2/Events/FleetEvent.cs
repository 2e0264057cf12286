namespace Ham4Db.Functions.Api.V2.Events;

/// <summary>Something that changed.</summary>
/// <param name="Id">Position of the change; it only rises.</param>
/// <param name="Type">What kind of change.</param>
/// <param name="ClusterId">The cluster that it is about; null for none in particular.</param>
/// <param name="Data">What it is now, as JSON in one line.</param>
internal sealed record FleetEvent(long Id, string Type, string? ClusterId, string Data);
