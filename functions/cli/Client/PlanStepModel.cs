namespace Ham4Db.Cli.Client;

/// <summary>A step of a plan.</summary>
internal sealed record PlanStepModel(int Stage, InstanceAddress Target, string Description);
