namespace Ham4Db.Storage.Tests;

public abstract partial class TableStoreContract
{
    [Fact]
    public async Task A_batch_does_all_kinds_of_writes()
    {
        var etag = await Store.WriteAsync(Table, Insert("p", "replaced", "1"), Ct);
        await Store.WriteAsync(Table, Insert("p", "deleted", "1"), Ct);
        await Store.WriteBatchAsync(
            Table,
            [
                Insert("p", "inserted", "2"), Replace("p", "replaced", "2", etag), new(WriteKind.Upsert, "p", "upserted", "2"),
                Delete("p", "deleted"), Delete("p", "never there"), Insert("q", "inserted", "2"), Delete("r", "never there"),
            ],
            Ct);
        Assert.Equal(
            [("p", "inserted", "2"), ("p", "replaced", "2"), ("p", "upserted", "2"), ("q", "inserted", "2")],
            (await AllAsync()).Select(row => (row.PartitionKey, row.RowKey, row.Json)));
    }

    [Fact]
    public async Task An_empty_batch_does_nothing()
    {
        await Store.WriteBatchAsync(Table, [], Ct);
        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task A_batch_may_have_any_number_of_rows_and_partitions()
    {
        var writes = Enumerable.Range(0, 250).Select(i => Insert("p", $"{i:D4}", $"{i}"))
            .Concat(Enumerable.Range(0, 20).Select(i => Insert($"q{i:D4}", "r", $"{i}"))).ToList();
        await Store.WriteBatchAsync(Table, writes, Ct);
        Assert.Equal(
            writes.Select(write => (write.PartitionKey, write.RowKey, write.Json)),
            (await AllAsync()).Select(row => (row.PartitionKey, row.RowKey, (string?)row.Json)));
    }

    [Fact]
    public async Task A_batch_may_have_more_content_than_one_request()
    {
        var json = Text(200_000);
        await Store.WriteBatchAsync(Table, [.. Enumerable.Range(0, 12).Select(i => Insert("p", $"{i:D2}", json))], Ct);
        Assert.Equal(Enumerable.Repeat(json, 12), (await AllAsync()).Select(row => row.Json));
    }

    [Fact]
    public async Task A_conflict_undoes_its_group_alone_and_ends_the_batch()
    {
        await Store.WriteAsync(Table, Insert("b", "row", "taken"), Ct);
        var error = await Assert.ThrowsAsync<RowConflictException>(() => Store.WriteBatchAsync(
            Table, [Insert("b", "0", "1"), Insert("a", "row", "1"), Insert("b", "row", "1"), Insert("c", "row", "1")], Ct));
        Assert.Equal(("b", "row"), (error.PartitionKey, error.RowKey));
        Assert.Equal("taken", Assert.Single(await AllAsync()).Json);

        await Assert.ThrowsAsync<RowConflictException>(() => Store.WriteBatchAsync(
            Table, [Insert("a", "row", "1"), Insert("b", "0", "1"), Insert("b", "row", "1"), Insert("c", "row", "1")], Ct));
        Assert.Equal([("a", "row"), ("b", "row")], (await AllAsync()).Select(row => (row.PartitionKey, row.RowKey)));
    }

    [Fact]
    public async Task A_group_has_at_most_a_hundred_rows()
    {
        await Store.WriteAsync(Table, Insert("p", "0149", "taken"), Ct);
        await Assert.ThrowsAsync<RowConflictException>(() => Store.WriteBatchAsync(
            Table, [.. Enumerable.Range(0, 250).Select(i => Insert("p", $"{i:D4}", "1"))], Ct));
        Assert.Equal(
            [.. Enumerable.Range(0, 100).Select(i => $"{i:D4}"), "0149"], (await AllAsync()).Select(row => row.RowKey));
    }

    [Fact]
    public async Task One_row_twice_in_a_batch_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => Store.WriteBatchAsync(Table, [Insert("p", "r", "1"), Insert("p", "q", "1"), Delete("p", "r")], Ct));
        Assert.Empty(await AllAsync());
    }
}
