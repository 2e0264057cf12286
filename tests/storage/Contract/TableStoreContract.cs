namespace Ham4Db.Storage.Tests;

/// <summary>What every back end does. Each test has a table of its own.</summary>
public abstract partial class TableStoreContract
{
    protected abstract ITableStore Store { get; }

    protected string Table { get; } = "t" + Guid.NewGuid().ToString("N");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_table_that_nobody_wrote_is_empty()
    {
        Assert.Null(await Store.GetAsync(Table, "p", "r", Ct));
        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task A_row_is_read_as_it_was_written()
    {
        var etag = await Store.WriteAsync(Table, Insert("p", "r", """{"a":1,"b":"\"é漢😀'"}"""), Ct);
        var row = await Store.GetAsync(Table, "p", "r", Ct);
        Assert.Equal(new StoredRow("p", "r", """{"a":1,"b":"\"é漢😀'"}""", etag), row);
        Assert.Equal(row, Assert.Single(await AllAsync()));
    }

    [Fact]
    public async Task Each_write_changes_the_etag()
    {
        var etags = new List<string>();
        foreach (var kind in (WriteKind[])[WriteKind.Insert, WriteKind.Replace, WriteKind.Upsert, WriteKind.Replace])
            etags.Add(await Store.WriteAsync(Table, new(kind, "p", "r", "1"), Ct));
        Assert.Equal(4, etags.Distinct().Count());
        Assert.Equal(etags[^1], (await Store.GetAsync(Table, "p", "r", Ct))!.ETag);
        Assert.Equal("", await Store.WriteAsync(Table, Delete("p", "r"), Ct));
        var again = await Store.WriteAsync(Table, Insert("p", "r", "1"), Ct);
        Assert.DoesNotContain(again, etags);
    }

    [Fact]
    public async Task Insert_conflicts_with_a_row_that_exists()
    {
        await Store.WriteAsync(Table, Insert("p", "r", "1"), Ct);
        await ConflictAsync(ConflictReason.AlreadyExists, Insert("p", "r", "2"));
        Assert.Equal("1", (await Store.GetAsync(Table, "p", "r", Ct))!.Json);
    }

    [Fact]
    public async Task Replace_conflicts_with_a_missing_row()
    {
        await ConflictAsync(ConflictReason.Missing, Replace("p", "r", "1"));
        var etag = await Store.WriteAsync(Table, Insert("p", "r", "1"), Ct);
        await Store.WriteAsync(Table, Delete("p", "r"), Ct);
        await ConflictAsync(ConflictReason.Missing, Replace("p", "r", "2", etag));
        Assert.Null(await Store.GetAsync(Table, "p", "r", Ct));
    }

    [Fact]
    public async Task Replace_writes_only_at_the_etag_asked_for()
    {
        var first = await Store.WriteAsync(Table, Insert("p", "r", "1"), Ct);
        var second = await Store.WriteAsync(Table, Replace("p", "r", "2", first), Ct);
        await ConflictAsync(ConflictReason.Changed, Replace("p", "r", "3", first));
        Assert.Equal(new StoredRow("p", "r", "2", second), await Store.GetAsync(Table, "p", "r", Ct));
        await Store.WriteAsync(Table, Replace("p", "r", "4"), Ct);
        Assert.Equal("4", (await Store.GetAsync(Table, "p", "r", Ct))!.Json);
    }

    [Fact]
    public async Task Delete_removes_only_at_the_etag_asked_for()
    {
        var first = await Store.WriteAsync(Table, Insert("p", "r", "1"), Ct);
        var second = await Store.WriteAsync(Table, Replace("p", "r", "2"), Ct);
        await ConflictAsync(ConflictReason.Changed, Delete("p", "r", first));
        Assert.NotNull(await Store.GetAsync(Table, "p", "r", Ct));
        await Store.WriteAsync(Table, Delete("p", "r", second), Ct);
        Assert.Null(await Store.GetAsync(Table, "p", "r", Ct));
        await ConflictAsync(ConflictReason.Missing, Delete("p", "r", second));
    }

    [Fact]
    public async Task Delete_without_an_etag_is_content_with_a_missing_row() =>
        Assert.Equal("", await Store.WriteAsync(Table, Delete("p", "r"), Ct));

    [Fact]
    public async Task A_replaced_row_keeps_nothing_of_longer_content()
    {
        await Store.WriteAsync(Table, Insert("p", "r", Text(100_000)), Ct);
        await Store.WriteAsync(Table, Replace("p", "r", "\"short\""), Ct);
        Assert.Equal("\"short\"", (await Store.GetAsync(Table, "p", "r", Ct))!.Json);
    }

    [Theory]
    [InlineData(29_999)]
    [InlineData(30_000)]
    [InlineData(30_001)]
    [InlineData(200_000)]
    [InlineData(StoreLimits.MaxJsonLength)]
    public async Task Large_content_survives(int length)
    {
        var json = Text(length);
        await Store.WriteAsync(Table, Insert("p", "r", json), Ct);
        Assert.Equal(json, (await Store.GetAsync(Table, "p", "r", Ct))!.Json);
        Assert.Equal(json, Assert.Single(await AllAsync()).Json);
    }

    [Fact]
    public async Task Names_of_tables_differ_by_more_than_case()
    {
        await Store.WriteAsync(Table, Insert("p", "r", "1"), Ct);
        Assert.NotNull(await Store.GetAsync(Table.ToUpperInvariant(), "p", "r", Ct));
        await Store.WriteAsync(Table + "x", Insert("p", "r", "2"), Ct);
        Assert.Equal("1", Assert.Single(await AllAsync()).Json);
    }

    [Fact]
    public async Task Writers_that_race_for_one_row_lose_no_update()
    {
        const int Times = 15;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < Times; i++)
                    await Counter.IncrementAsync(Store, Table, Ct);
            },
            Ct)));
        Assert.Equal(8 * Times, await Counter.ReadAsync(Store, Table, Ct));
    }

    [Fact]
    public async Task Of_several_inserts_of_one_row_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            try
            {
                await Store.WriteAsync(Table, Insert("p", "r", $"{number}"), Ct);
                return $"{number}";
            }
            catch (RowConflictException)
            {
                return null;
            }
        }));
        Assert.Equal(Assert.Single(results, result => result is not null), (await Store.GetAsync(Table, "p", "r", Ct))!.Json);
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_it_began_writes_nothing()
    {
        await Store.WriteAsync(Table, Insert("p", "kept", "1"), Ct);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetAsync(Table, "p", "kept", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync(Table, Insert("p", "r", "1"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteBatchAsync(Table, [Insert("p", "r", "1")], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.QueryAsync(Table, new(), cancelled).ToListAsync(CancellationToken.None).AsTask());
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task Values_are_written_and_read_as_json()
    {
        var etag = await Store.WriteAsync(Table, WriteKind.Insert, "p", "a", new Sample("x", ConflictReason.Changed, null), null, Ct);
        await Store.WriteAsync(Table, RowWrite.Of(WriteKind.Insert, "p", "b", new Sample("y", ConflictReason.Missing, 2)), Ct);
        Assert.Equal("""{"name":"x","reason":"Changed"}""", (await Store.GetAsync(Table, "p", "a", Ct))!.Json);
        Assert.Equal(new(new("x", ConflictReason.Changed, null), etag, "p", "a"), await Store.GetAsync<Sample>(Table, "p", "a", Ct));
        Assert.Null(await Store.GetAsync<Sample>(Table, "p", "c", Ct));
        var all = await Store.QueryAsync<Sample>(Table, new("p"), Ct).ToListAsync(Ct);
        Assert.Equal([("a", "x"), ("b", "y")], all.Select(row => (row.RowKey, row.Value.Name)));
    }

    [Fact]
    public async Task Content_of_another_type_is_an_error_that_names_the_row()
    {
        await Store.WriteAsync(Table, Insert("p1", "r1", """{"name":[]}"""), Ct);
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Store.GetAsync<Sample>(Table, "p1", "r1", Ct));
        Assert.Contains("'p1' / 'r1'", error.Message, StringComparison.Ordinal);
        Assert.Contains(Table, error.Message, StringComparison.Ordinal);
    }

    protected static RowWrite Insert(string partition, string row, string json) => new(WriteKind.Insert, partition, row, json);

    protected static RowWrite Replace(string partition, string row, string json, string? etag = null) =>
        new(WriteKind.Replace, partition, row, json, etag);

    protected static RowWrite Delete(string partition, string row, string? etag = null) =>
        new(WriteKind.Delete, partition, row, IfMatch: etag);

    /// <summary>A JSON string of so many characters, with characters of all lengths in UTF-8 and the quotes that cost most on the wire.</summary>
    protected static string Text(int length)
    {
        const string Pattern = "abcdefghi é漢😀\\\"";
        var inner = string.Concat(Enumerable.Repeat(Pattern, (length - 2) / Pattern.Length));
        return $"\"{inner}{new string('z', length - 2 - inner.Length)}\"";
    }

    private Task<List<StoredRow>> AllAsync() => Store.QueryAsync(Table, new(), Ct).ToListAsync(Ct).AsTask();

    private async Task ConflictAsync(ConflictReason reason, RowWrite write)
    {
        var alone = await Assert.ThrowsAsync<RowConflictException>(() => Store.WriteAsync(Table, write, Ct));
        var inBatch = await Assert.ThrowsAsync<RowConflictException>(
            () => Store.WriteBatchAsync(Table, [Insert(write.PartitionKey, "another", "0"), write], Ct));
        Assert.Null(await Store.GetAsync(Table, write.PartitionKey, "another", Ct));
        Assert.All([alone, inBatch], e => Assert.Equal(
            (Table, write.PartitionKey, write.RowKey, reason), (e.Table, e.PartitionKey, e.RowKey, e.Reason)));
    }

    private sealed record Sample(string Name, ConflictReason Reason, int? Count);
}
