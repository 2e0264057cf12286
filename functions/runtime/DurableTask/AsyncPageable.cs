namespace Ham4Db.Runtime.DurableTask;

/// <summary>Results that are read page by page.</summary>
/// <typeparam name="T">Type of result.</typeparam>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>The pages.</summary>
    /// <param name="continuationToken">Where to begin; null means at the first page.</param>
    /// <param name="pageSizeHint">Results in a page; null leaves it to the source.</param>
    /// <returns>The pages from there on.</returns>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default);

    /// <inheritdoc/>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (var value in page.Values)
                yield return value;
        }
    }
}
