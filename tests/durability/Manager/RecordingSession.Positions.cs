using Ham4Db.Core.Model;

namespace Ham4Db.Durability.Tests.Manager;

/// <content>Working with positions.</content>
internal sealed partial class RecordingSession
{
    public Task<bool> ApplyUntilAsync(BinlogCoordinates position, TimeSpan timeout, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server apply until", () => session.ApplyUntilAsync(position, timeout, cancellationToken));
}
