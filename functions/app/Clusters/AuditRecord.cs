namespace Ham4Db.Functions.Clusters;

/// <summary>Something that a person or Ham4Db did.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Type">What, as one word with dashes.</param>
/// <param name="ClusterId">Which cluster; empty when none.</param>
/// <param name="Instance">Which instance; null when none.</param>
/// <param name="Actor">Who.</param>
/// <param name="Message">What happened, in words.</param>
public sealed record AuditRecord(DateTimeOffset At, string Type, string ClusterId, InstanceKey? Instance, string Actor, string Message);
