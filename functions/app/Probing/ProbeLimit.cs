using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Probing;

/// <summary>Lets no more than DiscoveryMaxConcurrency probes of known instances run at once. Unknown addresses are asked beside them: many that do not answer delay nobody.</summary>
public sealed class ProbeLimit(Ham4DbOptions options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.DiscoveryMaxConcurrency);

    /// <summary>Runs a probe as soon as it may.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> probe, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await probe();
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();
}
