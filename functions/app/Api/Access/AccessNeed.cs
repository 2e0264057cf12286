namespace Ham4Db.Functions.Api.Access;

/// <summary>What a request needs.</summary>
/// <param name="Role">The role.</param>
/// <param name="Changes">It changes something.</param>
internal sealed record AccessNeed(AccessRole Role, bool Changes);
