using Ham4Db.Runtime.DurableTask.Client;

namespace Ham4Db.Runtime.Tests.Fixtures;

/// <summary>
/// What the tests of the documented semantics need of a host: only the public programming model. Whoever points them at
/// another engine implements this and nothing else.
/// </summary>
public interface IDurableHost : IAsyncDisposable
{
    DurableTaskClient Client { get; }

    /// <summary>Stops the host and starts it again on the same state.</summary>
    Task RestartAsync();
}
