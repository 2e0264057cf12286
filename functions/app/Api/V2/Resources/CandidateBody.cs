namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>How willing one is to see an instance promoted.</summary>
/// <param name="Rule">One of prefer, neutral, prefer_not, must_not.</param>
internal sealed record CandidateBody(string? Rule);
