using Ham4Db.Core.Model;

namespace Ham4Db.Core.Ports;

/// <summary>
/// Makes a former primary that runs as one a standby of another, where its own connection cannot: a program on its host stops it, sets it back and starts it.
/// All methods throw <see cref="InstanceUnreachableException"/> when that program cannot be reached and <see cref="InstanceOperationException"/> when it refuses or fails.
/// </summary>
public interface ISetBack
{
    /// <summary>Whether one that is down is brought back too, though nobody has started it again: the program on its host answers all the same.</summary>
    bool BringsBackWhatIsDown { get; }

    /// <summary>Why an instance cannot be set back now, as a sentence; null when it can be tried. Waits for nothing.</summary>
    string? WhyNot(InstanceKey key);

    /// <summary>How it stands with an instance.</summary>
    /// <param name="old">What was last known of it.</param>
    /// <param name="order">On whose behalf.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SetBackState> LookAsync(InstanceSnapshot old, SetBackOrder order, CancellationToken cancellationToken);

    /// <summary>Stops it hard, and keeps it from being a primary whoever starts it.</summary>
    Task StopAsync(InstanceKey key, SetBackOrder order, CancellationToken cancellationToken);

    /// <summary>What it has and its successor never got, read while it is down.</summary>
    /// <param name="old">What was last known of it.</param>
    /// <param name="successor">Its successor, seen after that.</param>
    /// <param name="order">On whose behalf.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<OwnTransactions> ReadOwnAsync(InstanceSnapshot old, InstanceSnapshot successor, SetBackOrder order, CancellationToken cancellationToken);

    /// <summary>Sets it back and starts it as a standby; what it alone has is gone. One order does this once: asked again, also by another process, it goes on with what was begun.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="source">Whom it follows from then on.</param>
    /// <param name="order">On whose behalf.</param>
    /// <param name="limit">Bound for the wait; what was begun goes on.</param>
    /// <param name="cancellationToken">Gives up; what was begun goes on.</param>
    Task FollowAsync(InstanceKey key, InstanceKey source, SetBackOrder order, TimeSpan limit, CancellationToken cancellationToken);
}
