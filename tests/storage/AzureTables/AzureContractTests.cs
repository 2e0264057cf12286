namespace Ham4Db.Storage.Tests;

[Collection(AzuriteCollection.Name)]
public sealed class AzureContractTests(AzuriteServer azurite) : TableStoreContract
{
    protected override ITableStore Store { get; } = TableStoreFactory.Open(azurite.ConnectionString);
}
