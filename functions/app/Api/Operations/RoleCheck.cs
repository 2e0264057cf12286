namespace Ham4Db.Functions.Api.Operations;

/// <summary>Whether traffic may be sent to an instance.</summary>
/// <param name="Instance">The instance; null where there is none.</param>
/// <param name="Problem">Why not; empty when it may.</param>
internal sealed record RoleCheck(InstanceKey? Instance, string Problem)
{
    public static RoleCheck No(string problem) => new(null, problem);
}
