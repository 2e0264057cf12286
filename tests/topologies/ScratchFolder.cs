namespace Ham4Db.Topologies;

/// <summary>Removes a folder when it is disposed, and however this process ends.</summary>
/// <param name="path">It is there.</param>
public sealed class ScratchFolder(string path) : IAsyncDisposable
{
    private readonly Janitor _janitor = new(path, commands: "");

    public ValueTask DisposeAsync() => _janitor.DisposeAsync();
}
