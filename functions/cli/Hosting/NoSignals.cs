using Microsoft.Extensions.Hosting;

namespace Ham4Db.Cli.Hosting;

/// <summary>Leaves the signals of the process to the command line.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
