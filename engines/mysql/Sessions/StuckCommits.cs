using Ham4Db.Engines.MySql.Connections;

namespace Ham4Db.Engines.MySql.Sessions;

/// <summary>
/// Helps a server to become read-only while commits wait for acknowledgements that will not come. Switching read_only waits for such
/// commits, and new writes wait behind the switch, so that nothing is acknowledged meanwhile. Ending the clients frees MariaDB. MySQL
/// closes their connections but lets the commits wait on; they end when semi-synchronous replication is switched off, which is safe
/// only here: their clients are gone and new writes cannot pass the switch.
/// </summary>
internal static class StuckCommits
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when the switch has ended, or when nothing more can be done for it.</summary>
    /// <param name="switching">The statement under way on another connection.</param>
    /// <param name="openHelper">Opens a connection to help over.</param>
    /// <param name="timeout">Bound for each statement of the help.</param>
    /// <param name="cancellationToken">Stops helping.</param>
    public static async Task HelpAsync(Task switching, Func<Task<ServerConnection>> openHelper, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (await EndsAsync(switching, Grace, cancellationToken)) return;
        var opening = openHelper();
        await Task.WhenAny(switching, opening);
        if (switching.IsCompleted)
        {
            Discard(opening);
            return;
        }

        using var helper = await opening;
        if (await EndsAsync(switching, Grace, cancellationToken)) return;
        await ClientConnections.EndAsync(helper, timeout, cancellationToken);
        if (await EndsAsync(switching, Grace, cancellationToken)) return;
        foreach (var name in await SemiSyncSwitch.EnabledAsync(helper, SemiSyncSwitch.Source, timeout, cancellationToken))
        {
            await helper.ExecuteAsync($"SET GLOBAL {name} = OFF", timeout, cancellationToken);
            await EndsAsync(switching, timeout, cancellationToken);
            await helper.ExecuteAsync($"SET GLOBAL {name} = ON", timeout, cancellationToken);
        }
    }

    private static void Discard(Task<ServerConnection> opening) =>
        _ = opening.ContinueWith(
            task =>
            {
                if (task.IsCompletedSuccessfully) task.Result.Dispose();
                else _ = task.Exception;
            },
            TaskScheduler.Default);

    private static async Task<bool> EndsAsync(Task task, TimeSpan within, CancellationToken cancellationToken)
    {
        await Task.WhenAny(task, Task.Delay(within, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return task.IsCompleted;
    }
}
