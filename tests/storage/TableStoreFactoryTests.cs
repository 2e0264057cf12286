namespace Ham4Db.Storage.Tests;

public sealed class TableStoreFactoryTests
{
    private const string Key = "c2VjcmV0c2VjcmV0";

    [Fact]
    public async Task A_sqlite_connection_names_its_file()
    {
        using var folder = new TempFolder();
        await using (Assert.IsType<SqliteTableStore>(TableStoreFactory.Open("sqlite:" + folder.File("a b;c.db"))))
            Assert.True(File.Exists(folder.File("a b;c.db")));
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData($"DefaultEndpointsProtocol=https;AccountName=fleet;AccountKey={Key};EndpointSuffix=core.windows.net")]
    [InlineData($"AccountName=fleet;AccountKey={Key};TableEndpoint=http://127.0.0.1:10002/fleet")]
    [InlineData("TableEndpoint=https://fleet.table.core.windows.net;SharedAccessSignature=sv=2019-02-02&sig=x")]
    [InlineData("https://fleet.table.core.windows.net")]
    [InlineData("https://fleet.table.core.windows.net/")]
    public void The_forms_of_an_azure_connection_are_understood(string connection) =>
        Assert.IsType<AzureTableStore>(TableStoreFactory.Open(connection));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("sqlite:")]
    [InlineData("/var/lib/store.db")]
    [InlineData("mysql://user@host/db")]
    [InlineData("http://fleet.table.core.windows.net")]
    [InlineData($"https://fleet.table.core.windows.net?sig={Key}")]
    [InlineData($"AccountKey={Key}")]
    [InlineData($"AccountName=fleet;AccountKey=not base64 {Key}")]
    public void Anything_else_is_refused_without_repeating_it(string connection)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => TableStoreFactory.Open(connection));
        Assert.DoesNotContain(Key, error.ToString(), StringComparison.Ordinal);
    }
}
