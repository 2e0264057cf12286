namespace Ham4Db.Cli.Client;

/// <summary>What the analysis says of an instance.</summary>
internal sealed record FindingModel(InstanceAddress Instance, string Code, string Description)
{
    /// <summary>The code of an instance that is well.</summary>
    public const string NoProblem = "noProblem";
}
