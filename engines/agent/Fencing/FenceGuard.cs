using Ham4Db.OpenGaussAgent.Actions;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Hosting;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Fencing;

/// <summary>Stops a primary that must not write: one that has lost everybody, and one that is fenced and was started by somebody else.</summary>
internal sealed class FenceGuard(AgentOptions options, IDatabase database, OperationDesk desk, Contacts contacts, TimeProvider time, ILogger<FenceGuard> logger) : BackgroundService
{
    private bool? _wasPrimary;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Fencing.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is ActionFailedException or IOException or UnauthorizedAccessException)
            {
                // Tried again at the next tick: a primary that must stop has to.
                Log.FenceFailed(logger, e.Message);
            }
        }
    }

    /// <summary>One look, and what follows from it.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var fenced = desk.State.FenceReason is not null;
        if ((!options.Fencing.Enabled && !fenced) || !Postmaster.Read(options.Database.DataFolder).Process.Alive)
            return;
        var isPrimary = await IsPrimaryAsync(cancellationToken);
        if (fenced)
        {
            if (isPrimary == true)
                await database.StopHardAsync(cancellationToken);
            return;
        }

        if (FencingDecision.Decide(options.Fencing, isPrimary, contacts.SinceServer, contacts.SinceStandby) is not { } reason)
            return;
        Log.Fenced(logger, reason);
        desk.SetFence(reason);
        await database.StopHardAsync(cancellationToken);
    }

    // A database that does not answer in time is what it was.
    private async Task<bool?> IsPrimaryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var instance = await database.DescribeAsync(members: false, cancellationToken).WaitAsync(options.Fencing.Interval, time, cancellationToken);
            if (!instance.Answers)
                return _wasPrimary;
            if (instance.Senders.Any(sender => sender.SyncState is SyncState.SyncSync or SyncState.SyncQuorum && sender.State == StreamState.StreamStreaming))
                contacts.SawStandby();
            _wasPrimary = instance.Role is Role.Primary or Role.Normal;
        }
        catch (TimeoutException)
        {
            // As above.
        }

        return _wasPrimary;
    }
}
