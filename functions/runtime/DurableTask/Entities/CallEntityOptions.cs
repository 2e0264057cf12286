namespace Ham4Db.Runtime.DurableTask.Entities;

/// <summary>Options of a call to an entity; there are none yet.</summary>
public record CallEntityOptions;
