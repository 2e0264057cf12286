using Ham4Db.Functions.Telemetry;
using Ham4Db.Runtime.Hosting;

namespace Ham4Db.Cli.Hosting;

/// <summary>Queues of the embedded host.</summary>
internal sealed class EmbeddedQueues(RuntimeQueues queues) : IHostQueues
{
    public IReadOnlyList<WorkQueue> Read() => [.. queues.Read().Select(queue => new WorkQueue(queue.Name, queue.Waiting, queue.Later, queue.Oldest))];
}
