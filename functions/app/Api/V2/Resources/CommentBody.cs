namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>What somebody says about recoveries that they have seen.</summary>
/// <param name="Comment">The words.</param>
internal sealed record CommentBody(string? Comment);
