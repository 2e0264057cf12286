using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Ham4Db.Storage.Tests;

[Collection(AzuriteCollection.Name)]
public sealed class AzureFailureTests : IDisposable
{
    private readonly FaultHandler network = new();
    private readonly HttpClient http;
    private readonly TableServiceClient service;
    private readonly AzureTableStore store;
    private readonly string table = "t" + Guid.NewGuid().ToString("N");
    private readonly AzuriteServer azurite;

    public AzureFailureTests(AzuriteServer azurite)
    {
        this.azurite = azurite;
        http = new(network);
        var options = TableStoreFactory.ClientOptions();
        options.Transport = new HttpClientTransport(http);
        service = new(azurite.ConnectionString, options);
        store = new(service);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        http.Dispose();
        network.Dispose();
    }

    [Fact]
    public async Task Throttled_requests_are_tried_again()
    {
        network.Throttle(3);
        await store.WriteAsync(table, new(WriteKind.Insert, "p", "r", "1"), Ct);
        network.Throttle(2);
        Assert.NotNull(await store.GetAsync(table, "p", "r", Ct));
    }

    [Fact]
    public async Task A_service_that_stays_overloaded_is_unavailable()
    {
        network.Throttle(100);
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.GetAsync(table, "p", "r", Ct));
        Assert.Contains("503", error.Message, StringComparison.Ordinal);
        network.Throttle(0);
        Assert.Null(await store.GetAsync(table, "p", "r", Ct));
    }

    [Fact]
    public async Task A_write_whose_reply_was_lost_does_not_conflict_with_itself()
    {
        Assert.Null(await store.GetAsync(table, "p", "r", Ct));
        network.LoseReplies(1);
        var first = await store.WriteAsync(table, new(WriteKind.Insert, "p", "r", "1"), Ct);
        Assert.Equal(first, (await store.GetAsync(table, "p", "r", Ct))!.ETag);
        network.LoseReplies(2);
        var second = await store.WriteAsync(table, new(WriteKind.Replace, "p", "r", "2", first), Ct);
        Assert.Equal(new StoredRow("p", "r", "2", second), await store.GetAsync(table, "p", "r", Ct));
    }

    [Fact]
    public async Task A_batch_whose_reply_was_lost_does_not_conflict_with_itself()
    {
        var etag = await store.WriteAsync(table, new(WriteKind.Insert, "p", "a", "1"), Ct);
        await store.WriteAsync(table, new(WriteKind.Insert, "p", "d", "1"), Ct);
        network.LoseReplies(1);
        await store.WriteBatchAsync(
            table,
            [
                new(WriteKind.Delete, "p", "d"), new(WriteKind.Replace, "p", "a", "2", etag), new(WriteKind.Insert, "p", "b", "2"),
            ],
            Ct);
        Assert.Equal([("a", "2"), ("b", "2")], (await store.QueryAsync(table, new(), Ct).ToListAsync(Ct)).Select(row => (row.RowKey, row.Json)));
    }

    [Fact]
    public async Task A_write_of_the_same_content_by_somebody_else_is_a_conflict()
    {
        await store.WriteAsync(table, new(WriteKind.Insert, "p", "r", "1"), Ct);
        await Assert.ThrowsAsync<RowConflictException>(() => store.WriteAsync(table, new(WriteKind.Insert, "p", "r", "1"), Ct));
        await Assert.ThrowsAsync<RowConflictException>(() => store.WriteBatchAsync(table, [new(WriteKind.Insert, "p", "r", "1")], Ct));
    }

    [Fact]
    public async Task Refused_credentials_are_said_and_not_shown()
    {
        var stranger = TableStoreFactory.Open(azurite.ConnectionStringWithWrongKey);
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => stranger.GetAsync(table, "p", "r", Ct));
        Assert.Contains("refused the credentials", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_named()
    {
        // Port 1 is privileged and unassigned: nothing listens there.
        const string Nowhere = "http://127.0.0.1:1/ham4db";
        var lost = TableStoreFactory.Open($"AccountName=ham4db;AccountKey=c2VjcmV0;TableEndpoint={Nowhere}");
        Task[] calls =
        [
            lost.GetAsync(table, "p", "r", Ct), lost.QueryAsync(table, new(), Ct).ToListAsync(Ct).AsTask(),
            lost.WriteAsync(table, new(WriteKind.Insert, "p", "r", "1"), Ct),
            lost.WriteBatchAsync(table, [new(WriteKind.Insert, "p", "r", "1")], Ct),
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => call);
            Assert.Contains(Nowhere + " cannot be reached", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public async Task Content_is_cut_into_properties_that_azure_tables_accepts()
    {
        // A surrogate pair lies across each possible cut.
        var json = $"\"{string.Concat(Enumerable.Repeat("😀", 45_000))}\"";
        await store.WriteAsync(table, new(WriteKind.Insert, "a/b", "r", json), Ct);
        var entity = await service.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: Ct).SingleAsync(Ct);
        Assert.Equal("a.~b", entity.PartitionKey);
        var parts = entity.Where(property => property.Key.StartsWith("Json", StringComparison.Ordinal)).Select(property => (string)property.Value).ToList();
        Assert.All(parts, part => Assert.InRange(part.Length, 1, 32 * 1024));
        Assert.Equal(json.Length, parts.Sum(part => part.Length));
        Assert.Equal(json, (await store.GetAsync(table, "a/b", "r", Ct))!.Json);
    }
}
