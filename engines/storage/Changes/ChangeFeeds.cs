namespace Ham4Db.Storage;

/// <summary>Finds the feed of changes of a store.</summary>
public static class ChangeFeeds
{
    /// <summary>The store's own feed, or one that looks for changes in tables.</summary>
    /// <param name="store">The store.</param>
    /// <param name="tables">Tables whose changes are wanted; where the store has a feed of its own, it tells those of all.</param>
    /// <param name="time">The clock.</param>
    public static IChangeFeed Of(ITableStore store, IReadOnlyList<string> tables, TimeProvider time) => store as IChangeFeed ?? new PolledChangeFeed(store, tables, time);
}
