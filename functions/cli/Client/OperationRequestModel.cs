namespace Ham4Db.Cli.Client;

/// <summary>What was asked for.</summary>
internal sealed record OperationRequestModel(string Kind, InstanceAddress Instance, InstanceAddress? Target);
