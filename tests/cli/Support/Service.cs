namespace Ham4Db.Cli.Tests.Support;

/// <summary><c>ham4db up</c> in this process, until it is stopped.</summary>
public sealed class Service : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly FirstLineWriter _output = new();
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly Task<int> _run;

    private Service(string folder, string[] more)
    {
        var environment = new CliEnvironment { Output = _output, Error = TextWriter.Synchronized(_error), Variable = _ => null };
        _run = Task.Run(() => CommandLine.RunAsync(["up", "--data", folder, "--listen", "127.0.0.1:0", .. more], environment, _stop.Token));
    }

    /// <summary>What it says when it serves.</summary>
    public string FirstLine { get; private set; } = "";

    public Uri Address { get; private set; } = null!;

    public static async Task<Service> StartAsync(string folder, params string[] more)
    {
        var service = new Service(folder, more);
        if (await Task.WhenAny(service._output.FirstLine, service._run).WaitAsync(TimeSpan.FromSeconds(60)) == service._run)
            throw new InvalidOperationException($"It ended with {await service._run}: {service._error}");
        service.FirstLine = await service._output.FirstLine;
        service.Address = new Uri(service.FirstLine.Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal)));
        return service;
    }

    public async Task<CliRun> StopAsync()
    {
        await _stop.CancelAsync();
        return new CliRun(await _run.WaitAsync(TimeSpan.FromSeconds(60)), FirstLine, _error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
