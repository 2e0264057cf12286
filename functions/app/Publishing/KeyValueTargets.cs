using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Publishing.Targets;

namespace Ham4Db.Functions.Publishing;

/// <summary>The stores outside that are configured now.</summary>
internal sealed class KeyValueTargets(HttpJson http, Ham4DbOptions options, TimeProvider time)
{
    private static readonly TimeSpan DatacentresHold = TimeSpan.FromMinutes(1);

    private IReadOnlyList<string> _datacentres = [];
    private DateTimeOffset _datacentresUntil;
    private (string Key, EtcdTarget Target)? _etcd;

    /// <summary>Whether there are any.</summary>
    public bool AreConfigured => options.ConsulAddress.Length > 0 || options.EtcdAddresses.Count > 0;

    /// <summary>All of them.</summary>
    /// <exception cref="PublishException">Consul does not tell its datacentres.</exception>
    public async Task<IReadOnlyList<IKeyValueTarget>> ListAsync(CancellationToken cancellationToken)
    {
        var targets = new List<IKeyValueTarget>();
        if (options.EtcdAddresses.Count > 0) targets.Add(Etcd());
        if (options.ConsulAddress.Length == 0) return targets;
        var address = Address(options.ConsulAddress, options.ConsulScheme);
        if (!options.ConsulCrossDataCenterDistribution) return [.. targets, new ConsulTarget(http, address, options.ConsulAclToken, "")];
        return [.. targets, .. (await DatacentresAsync(address, cancellationToken)).Select(dc => new ConsulTarget(http, address, options.ConsulAclToken, dc))];
    }

    /// <summary>An address of the configuration: with a scheme, or host and port.</summary>
    public static Uri Address(string text, string scheme) => new(text.Contains("://", StringComparison.Ordinal) ? text : $"{scheme}://{text}");

    // It keeps the token that it logged in with.
    private EtcdTarget Etcd()
    {
        var key = string.Join('\n', [.. options.EtcdAddresses, options.EtcdUser, options.EtcdPassword]);
        if (_etcd is not { } known || known.Key != key)
            _etcd = known = (key, new EtcdTarget(http, [.. options.EtcdAddresses.Select(address => Address(address, Uri.UriSchemeHttp))], options.EtcdUser, options.EtcdPassword));
        return known.Target;
    }

    private async Task<IReadOnlyList<string>> DatacentresAsync(Uri address, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < _datacentresUntil) return _datacentres;
        _datacentres = await ConsulTarget.DatacentresAsync(http, address, options.ConsulAclToken, cancellationToken);
        _datacentresUntil = now + DatacentresHold;
        return _datacentres;
    }
}
