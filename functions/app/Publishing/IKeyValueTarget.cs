namespace Ham4Db.Functions.Publishing;

/// <summary>A store outside, such as Consul, in which applications find primaries.</summary>
internal interface IKeyValueTarget
{
    /// <summary>Its name, by which is remembered what it was given.</summary>
    string Name { get; }

    /// <summary>Reads the fence of a key.</summary>
    /// <exception cref="PublishException">It cannot be read; the message says why, without secrets.</exception>
    Task<Fence> ReadFenceAsync(string fenceKey, CancellationToken cancellationToken);

    /// <summary>Writes the pairs and the fence together, if the fence is as it was seen.</summary>
    /// <returns>False when somebody else wrote since.</returns>
    /// <exception cref="PublishException">It is not known whether it was written; the message says why, without secrets.</exception>
    Task<bool> TryWriteAsync(string fenceKey, Fence seen, long epoch, IReadOnlyList<KeyValuePair<string, string>> pairs, CancellationToken cancellationToken);
}
