namespace Ham4Db.Functions.Api.V2;

/// <summary>An instance that traffic may be sent to.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Address">Its address: <c>host:port</c>.</param>
internal sealed record RoleView(InstanceKey Instance, string Address);
