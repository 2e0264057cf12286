using Ham4Db.Functions.Publishing.ProxySql;

namespace Ham4Db.Functions.Publishing;

/// <summary>Everything that tells others who the primaries are.</summary>
public sealed class PrimaryPublication
{
    private readonly KeyValuePublisher _keyValues;
    private readonly ProxySqlPublisher _proxies;

    internal PrimaryPublication(KeyValuePublisher keyValues, ProxySqlPublisher proxies) => (_keyValues, _proxies) = (keyValues, proxies);

    /// <summary>Publishes what has changed.</summary>
    public Task TickAsync(CancellationToken cancellationToken) => Task.WhenAll(_keyValues.TickAsync(cancellationToken), _proxies.PublishAsync(force: false, cancellationToken));

    /// <summary>Publishes keys now, whatever was published before.</summary>
    /// <returns>What went wrong, a sentence each; it is tried again.</returns>
    public async Task<IReadOnlyList<string>> PublishAsync(IReadOnlySet<string> keys, CancellationToken cancellationToken)
    {
        var (keyValues, proxies) = (_keyValues.PublishAsync(keys, cancellationToken), _proxies.PublishAsync(force: true, cancellationToken));
        return [.. await keyValues, .. await proxies];
    }
}
