using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Engines.OpenGauss.Probing;

namespace Ham4Db.Engines.OpenGauss.Sessions;

/// <content>Waiting for replay.</content>
internal sealed partial class OpenGaussSession
{
    // Half of one of the log's segments: less is replayed in a moment.
    private const ulong LeftToPromotion = 8 << 20;

    private static readonly TimeSpan StandsStillFor = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public Task<bool> WaitForGtidSetAsync(string gtidSet, TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitForReplayAsync(WalSet.Parse(gtidSet).End, timeout, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> WaitForPositionAsync(BinlogCoordinates position, TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitForReplayAsync((ulong)position.Position, timeout, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// The promotion replays all that there is before it ends well: a little is left to it, and the rest too where replay stands still. What was received last
    /// may be the first half of a record, which is never replayed.
    /// </remarks>
    public Task<bool> WaitForRelayLogAppliedAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var (before, since) = (ulong.MaxValue, time.GetTimestamp());
        return UntilAsync(
            instance =>
            {
                if (!Words.IsStandby(instance) || instance.Positions is not { HasReplayed: true } positions) return !Words.IsStandby(instance);
                if (!positions.HasReceived || positions.Replayed + LeftToPromotion >= positions.Received) return true;
                if (positions.Replayed != before) (before, since) = (positions.Replayed, time.GetTimestamp());
                return time.GetElapsedTime(since) > StandsStillFor;
            },
            timeout,
            cancellationToken);
    }

    private Task<bool> WaitForReplayAsync(ulong target, TimeSpan timeout, CancellationToken cancellationToken) => UntilAsync(
        instance => !Words.IsStandby(instance) || (instance.Positions is { HasReplayed: true } positions && positions.Replayed >= target), timeout, cancellationToken);
}
