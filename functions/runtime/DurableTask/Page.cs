namespace Ham4Db.Runtime.DurableTask;

/// <summary>One page of results.</summary>
/// <typeparam name="T">Type of result.</typeparam>
/// <param name="values">The results.</param>
/// <param name="continuationToken">Where the next page begins; null after the last.</param>
public sealed class Page<T>(IReadOnlyList<T> values, string? continuationToken = null)
    where T : notnull
{
    /// <summary>The results.</summary>
    public IReadOnlyList<T> Values { get; } = values ?? throw new ArgumentNullException(nameof(values));

    /// <summary>Where the next page begins; null after the last.</summary>
    public string? ContinuationToken { get; } = continuationToken;
}
