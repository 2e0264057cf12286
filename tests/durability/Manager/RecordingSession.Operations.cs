namespace Ham4Db.Durability.Tests.Manager;

/// <content>Operations on a single instance.</content>
internal sealed partial class RecordingSession
{
    public Task DetachAsync(CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server detach", () => session.DetachAsync(cancellationToken));

    public Task ReattachAsync(CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server reattach", () => session.ReattachAsync(cancellationToken));
}
