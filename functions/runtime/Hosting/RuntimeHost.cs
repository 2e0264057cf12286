using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ham4Db.Runtime.Hosting;

/// <summary>The host: a web application whose start says plainly what is wrong.</summary>
internal sealed class RuntimeHost(WebApplication web, IReadOnlyList<string> urls) : IHost, IAsyncDisposable
{
    public IServiceProvider Services => web.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        // Both before the web application starts, because that one logs every failure with its whole stack.
        ListenCheck.ThrowIfUnusable(urls);
        Services.GetRequiredService<RuntimeEngine>().Open();
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch
        {
            // What did start holds the data folder until it is stopped.
            await web.StopAsync(CancellationToken.None);
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => web.StopAsync(cancellationToken);

    public void Dispose() => ((IDisposable)web).Dispose();

    public ValueTask DisposeAsync() => web.DisposeAsync();
}
