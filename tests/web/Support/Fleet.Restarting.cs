namespace Ham4Db.EndToEnd.Tests.Support;

/// <content>Restarting the app.</content>
public sealed partial class Fleet
{
    /// <summary>Stops the app, and starts it again at the same address once somebody has seen that it is gone.</summary>
    public async Task RestartHostAsync(Func<Task> whileStopped)
    {
        await StopHostAsync();
        await whileStopped();
        _host!.Dispose();
        await StartHostAsync();
    }
}
