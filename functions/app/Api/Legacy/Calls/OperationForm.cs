namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>How an operation on a single instance is called by the older interfaces.</summary>
/// <param name="Path">First segment of its path; the older word stands for the newer one as well.</param>
/// <param name="Kind">The operation.</param>
/// <param name="Done">What is said when it was done, before the instance.</param>
/// <param name="Arguments">Its arguments, by their names in the path or the query; the part after a colon is the name that the operation knows.</param>
internal sealed record OperationForm(string Path, string Kind, string Done, params IReadOnlyList<string> Arguments);
