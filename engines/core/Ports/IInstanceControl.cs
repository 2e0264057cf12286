using Ham4Db.Core.Model;

namespace Ham4Db.Core.Ports;

/// <summary>
/// Starts, stops and builds whole instances by a program on their hosts. Throws <see cref="InstanceUnreachableException"/> when that program cannot be reached
/// and <see cref="InstanceOperationException"/> when it refuses or fails.
/// </summary>
public interface IInstanceControl
{
    /// <summary>Carries a command out. One order does this once: asked again, also by another process, it waits for what was begun.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="command">What is done.</param>
    /// <param name="order">On whose behalf, and how.</param>
    /// <param name="cancellationToken">Gives up; what was begun goes on.</param>
    Task RunAsync(InstanceKey key, InstanceCommand command, ControlOrder order, CancellationToken cancellationToken);
}
