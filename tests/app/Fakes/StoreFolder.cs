using Ham4Db.Functions.Clusters;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Tests.Fakes;

/// <summary>A store in a file of its own.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-store-").FullName;

    public StoreFolder()
    {
        Tables = TableStoreFactory.Open("sqlite:" + Path.Combine(_folder, "fleet.db"));
        Store = new FleetStore(Tables);
    }

    public ITableStore Tables { get; }

    public FleetStore Store { get; }

    public void Dispose()
    {
        ((IAsyncDisposable)Tables).DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }
}
