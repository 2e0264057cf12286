namespace Ham4Db.Storage.Tests.Purging;

[Collection(AzuriteCollection.Name)]
public sealed class AzurePurgeTests(AzuriteServer azurite) : PurgeContract
{
    protected override ITableStore Tables { get; } = TableStoreFactory.Open(azurite.ConnectionString);
}
