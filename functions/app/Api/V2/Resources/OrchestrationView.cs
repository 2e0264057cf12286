namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>An orchestration that has not ended.</summary>
/// <param name="Id">Its id; of those that work on a cluster it holds the cluster's id, between colons or behind one.</param>
/// <param name="Name">What it does.</param>
/// <param name="IsPending">It was accepted and has not begun.</param>
/// <param name="CreatedAt">When it was accepted (UTC).</param>
/// <param name="UpdatedAt">When it made its last step (UTC).</param>
internal sealed record OrchestrationView(string Id, string Name, bool IsPending, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
