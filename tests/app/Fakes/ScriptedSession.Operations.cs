using Ham4Db.Core.Model;

namespace Ham4Db.Functions.Tests.Fakes;

/// <content>Operations on a single instance.</content>
internal sealed partial class ScriptedSession
{
    public Task DetachAsync(CancellationToken cancellationToken) => Do(() =>
    {
        if (server.Source is { IsDetached: false } source) server.Source = source with { Host = InstanceKey.DetachedPrefix + source.Host };
        server.IsReceiving = server.IsApplying = false;
    });

    public Task ReattachAsync(CancellationToken cancellationToken) => Do(() =>
    {
        if (server.Source is { IsDetached: true } source) server.Source = source with { Host = source.Host[InstanceKey.DetachedPrefix.Length..] };
    });
}
