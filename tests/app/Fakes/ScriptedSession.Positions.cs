using Ham4Db.Core.Model;

namespace Ham4Db.Functions.Tests.Fakes;

/// <content>Working with positions: everybody has everything at once.</content>
internal sealed partial class ScriptedSession
{
    public async Task<bool> ApplyUntilAsync(BinlogCoordinates position, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await Do(() => server.IsReceiving = server.IsApplying = false);
        return true;
    }
}
