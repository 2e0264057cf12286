namespace Ham4Db.Storage.Tests;

public abstract partial class TableStoreContract
{
    // Ordinal order, which is that of UTF-16 units: a surrogate pair is below U+FB01.
    private static readonly string[] Keys =
    [
        "", "\0", "\u001f", " ", " a", "!", "#", "$", "%", "&", "'", "-", ".", "./", ".a", "/", "/a", "0", ":", "?", "A", "A~", "Aé", "B", "[",
        "\\", "]", "a", "a b", "a.b", "a/b", "a/b/c", "a0", "b", "mysql:db1.example.com:3306", "}", "}~", "~", "~~", "\u007f", "é", "漢字",
        "😀", "ﬁ", "\uffff", "\uffff\uffff",
    ];

    [Fact]
    public async Task Any_key_can_be_written_read_and_removed()
    {
        foreach (var key in Keys)
        {
            var etag = await Store.WriteAsync(Table, Insert(key, key, "1"), Ct);
            Assert.Equal(new StoredRow(key, key, "1", etag), await Store.GetAsync(Table, key, key, Ct));
            await ConflictAsync(ConflictReason.AlreadyExists, Insert(key, key, "2"));
        }

        Assert.Equal(Keys, (await AllAsync()).Select(row => row.PartitionKey));
        await Store.WriteBatchAsync(Table, [.. Keys.Select(key => Delete(key, key))], Ct);
        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task Rows_come_in_ordinal_order_of_partition_then_row()
    {
        Assert.Equal(Keys.Order(StringComparer.Ordinal), Keys);
        foreach (var partition in (string[])["b", "a/", "a"])
            await Store.WriteBatchAsync(Table, [.. Keys.Reverse().Select(key => Insert(partition, key, "1"))], Ct);
        Assert.Equal(
            from partition in (string[])["a", "a/", "b"] from key in Keys select (partition, key),
            (await AllAsync()).Select(row => (row.PartitionKey, row.RowKey)));
    }

    [Fact]
    public async Task A_range_of_rows_has_its_lower_bound_and_not_its_upper()
    {
        await Store.WriteBatchAsync(Table, [.. Keys.Select(key => Insert("p", key, "1")), Insert("o", "b", "1"), Insert("q", "b", "1")], Ct);
        for (var from = 0; from < Keys.Length; from += 3)
        {
            for (var to = 0; to < Keys.Length; to += 4)
                Assert.Equal(Keys[from..Math.Max(from, to)], await RowsAsync(new("p", Keys[from], Keys[to])));
            Assert.Equal(Keys[from..], await RowsAsync(new("p", FromRowKey: Keys[from])));
            Assert.Equal(Keys[..from], await RowsAsync(new("p", ToRowKey: Keys[from])));
        }

        Assert.Equal(Keys, await RowsAsync(new("p")));
        Assert.Empty(await RowsAsync(new("P")));
    }

    [Fact]
    public async Task A_range_of_partitions_has_its_lower_bound_and_not_its_upper()
    {
        await Store.WriteBatchAsync(Table, [.. Keys.Select(key => Insert(key, "r", "1"))], Ct);
        for (var from = 0; from < Keys.Length; from += 5)
        {
            for (var to = 0; to < Keys.Length; to += 6)
            {
                Assert.Equal(
                    Keys[from..Math.Max(from, to)],
                    await PartitionsAsync(new(FromPartitionKey: Keys[from], ToPartitionKey: Keys[to])));
            }

            Assert.Equal(Keys[from..], await PartitionsAsync(new(FromPartitionKey: Keys[from])));
        }
    }

    [Fact]
    public async Task A_prefix_finds_what_starts_with_it()
    {
        await Store.WriteBatchAsync(Table, [.. Keys.Select(key => Insert("p", key, "1")), .. Keys.Select(key => Insert("q" + key, "r", "1"))], Ct);
        foreach (var prefix in Keys)
        {
            var expected = Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            Assert.Equal(expected, await RowsAsync(RowRange.RowPrefix("p", prefix)));
            Assert.Equal(expected.Select(key => "q" + key), await PartitionsAsync(RowRange.PartitionPrefix("q" + prefix)));
        }
    }

    [Fact]
    public async Task A_limit_takes_the_first_rows()
    {
        await Store.WriteBatchAsync(Table, [.. Keys.Select(key => Insert("p", key, "1"))], Ct);
        Assert.Equal(Keys[..1], await RowsAsync(new("p", Limit: 1)));
        Assert.Equal(Keys[5..12], await RowsAsync(new("p", FromRowKey: Keys[5], Limit: 7)));
        Assert.Equal(Keys, await RowsAsync(new("p", Limit: 5000)));
    }

    [Fact]
    public async Task A_query_of_many_pages_misses_and_repeats_nothing()
    {
        var expected = (from p in Enumerable.Range(0, 3) from r in Enumerable.Range(0, 900) select ($"p{p}", $"{r:D4}")).ToList();
        await Store.WriteBatchAsync(Table, [.. expected.Select(key => Insert(key.Item1, key.Item2, "1"))], Ct);
        Assert.Equal(expected, (await AllAsync()).Select(row => (row.PartitionKey, row.RowKey)));
        Assert.Equal(expected[..2100], (await Store.QueryAsync(Table, new(Limit: 2100), Ct).ToListAsync(Ct)).Select(row => (row.PartitionKey, row.RowKey)));
        Assert.Equal(900, (await RowsAsync(new("p1"))).Count);
    }

    [Fact]
    public async Task Rows_may_be_written_while_they_are_enumerated()
    {
        await Store.WriteBatchAsync(Table, [.. Enumerable.Range(0, 30).Select(i => Insert("p", $"{i:D2}", "1"))], Ct);
        await foreach (var row in Store.QueryAsync(Table, new("p"), Ct))
            await Store.WriteAsync(Table, Delete("p", row.RowKey, row.ETag), Ct);
        Assert.Empty(await AllAsync());
    }

    private async Task<List<string>> RowsAsync(RowRange range)
    {
        var rows = await Store.QueryAsync(Table, range, Ct).ToListAsync(Ct);
        Assert.All(rows, row => Assert.Equal("p", row.PartitionKey[..1]));
        return [.. rows.Select(row => row.RowKey)];
    }

    private async Task<List<string>> PartitionsAsync(RowRange range) =>
        [.. (await Store.QueryAsync(Table, range, Ct).ToListAsync(Ct)).Select(row => row.PartitionKey)];
}
