using Ham4Db.Functions.Api.Access;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Who the caller is, and what they may do.</summary>
/// <param name="Name">Their name; null where nobody is asked for one.</param>
/// <param name="Method">How they said who they are.</param>
/// <param name="Role">The role that they have everywhere.</param>
/// <param name="Limited">Roles that they have on some clusters only.</param>
/// <param name="IsReadOnly">The deployment accepts no change from anybody.</param>
internal sealed record MeView(string? Name, string Method, AccessRole Role, IReadOnlyList<RoleGrant> Limited, bool IsReadOnly)
{
    public static MeView Of(CallerIdentity caller, bool isReadOnly) => new(
        caller.IsAuthenticated ? caller.Name : null, caller.Method, caller.RoleEverywhere, [.. caller.Grants.Where(grant => !grant.IsEverywhere)], isReadOnly);
}
