using Ham4Db.Core.Model;

namespace Ham4Db.Core.Ports;

/// <content>Working with positions in binary logs.</content>
public partial interface IInstanceSession
{
    /// <summary>
    /// Stops the instance, lets it apply up to a position in the binary log of its source, and leaves it stopped there. One that is there or beyond is only stopped.
    /// </summary>
    /// <returns>False when it did not get there within <paramref name="timeout"/>; it is stopped all the same.</returns>
    Task<bool> ApplyUntilAsync(BinlogCoordinates position, TimeSpan timeout, CancellationToken cancellationToken);
}
