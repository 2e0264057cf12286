using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;

namespace Ham4Db.Durability.Tests.Manager;

/// <summary>An engine that reports its changes of servers.</summary>
internal sealed class RecordingEngine(IDatabaseEngine engine, Breakpoints breakpoints) : IDatabaseEngine
{
    public DatabaseEngine Engine => engine.Engine;

    public int DefaultPort => engine.DefaultPort;

    public Task<ProbeOutcome> ProbeAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken) => engine.ProbeAsync(key, timeout, cancellationToken);

    public Task<LivenessOutcome> PingAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken) => engine.PingAsync(key, timeout, cancellationToken);

    public Task<bool> TryFenceAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server fence", () => engine.TryFenceAsync(key, timeout, cancellationToken));

    public async Task<IInstanceSession> OpenSessionAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken) =>
        new RecordingSession(await engine.OpenSessionAsync(key, timeout, cancellationToken), breakpoints);

    public Task ForgetAsync(InstanceKey key) => engine.ForgetAsync(key);
}
