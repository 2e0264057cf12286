namespace Ham4Db.Storage.Tests;

public abstract partial class TableStoreContract
{
    public static TheoryData<string> BadTables =>
        ["", "ab", "1abc", "has-dash", "has_underscore", "hasé", "has space", "tables", "Tables", new string('a', 64)];

    [Theory]
    [MemberData(nameof(BadTables))]
    public async Task A_bad_name_of_a_table_is_refused(string table)
    {
        await RefusesAsync(() => Store.GetAsync(table, "p", "r", Ct));
        await RefusesAsync(() => Store.QueryAsync(table, new(), Ct).ToListAsync(Ct).AsTask());
        await RefusesAsync(() => Store.WriteAsync(table, Insert("p", "r", "1"), Ct));
        await RefusesAsync(() => Store.WriteBatchAsync(table, [Insert("p", "r", "1")], Ct));
    }

    [Fact]
    public async Task Names_of_3_and_of_63_characters_are_tables()
    {
        foreach (var table in (string[])["a" + Table[^2..], Table + new string('x', 63 - Table.Length)])
        {
            var row = Guid.NewGuid().ToString();
            await Store.WriteAsync(table, Insert("p", row, "1"), Ct);
            Assert.NotNull(await Store.GetAsync(table, "p", row, Ct));
        }
    }

    [Theory]
    [InlineData('k', StoreLimits.MaxKeyLength)]
    [InlineData('/', StoreLimits.MaxKeyLength / 2)]
    [InlineData('é', StoreLimits.MaxKeyLength / 7)]
    public async Task A_key_may_have_a_kibibyte_and_no_more(char c, int most)
    {
        var (longest, tooLong) = (new string(c, most), new string(c, most + 1));
        await Store.WriteAsync(Table, Insert(longest, longest, "1"), Ct);
        await Store.WriteBatchAsync(Table, [new(WriteKind.Upsert, longest, longest, "2")], Ct);
        Assert.Equal("2", (await Store.GetAsync(Table, longest, longest, Ct))!.Json);
        Assert.Single(await Store.QueryAsync(Table, RowRange.RowPrefix(longest, longest), Ct).ToListAsync(Ct));
        await RefusesAsync(() => Store.GetAsync(Table, tooLong, "r", Ct));
        await RefusesAsync(() => Store.GetAsync(Table, "p", tooLong, Ct));
        await RefusesAsync(() => Store.WriteAsync(Table, Insert(tooLong, "r", "1"), Ct));
        await RefusesAsync(() => Store.WriteBatchAsync(Table, [Insert("p", tooLong, "1")], Ct));
        await RefusesAsync(() => Store.QueryAsync(Table, new(tooLong), Ct).ToListAsync(Ct).AsTask());
    }

    [Fact]
    public async Task Content_beyond_the_limit_is_refused_with_its_size()
    {
        var write = Insert("p", "r", Text(StoreLimits.MaxJsonLength + 1));
        var error = await RefusesAsync(() => Store.WriteAsync(Table, write, Ct));
        Assert.Contains("500001", error.Message, StringComparison.Ordinal);
        await RefusesAsync(() => Store.WriteBatchAsync(Table, [Insert("p", "q", "1"), write], Ct));
        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task A_write_that_makes_no_sense_is_refused()
    {
        RowWrite[] bad =
        [
            new(WriteKind.Insert, "p", "r"), new(WriteKind.Replace, "p", "r"), new(WriteKind.Upsert, "p", "r"),
            new(WriteKind.Delete, "p", "r", "1"), new(WriteKind.Insert, "p", "r", "1", "etag"), new(WriteKind.Upsert, "p", "r", "1", "etag"),
            new(WriteKind.Replace, "p", "r", "1", ""), new((WriteKind)9, "p", "r", "1"), new(WriteKind.Insert, null!, "r", "1"),
        ];
        foreach (var write in bad)
        {
            await RefusesAsync(() => Store.WriteAsync(Table, write, Ct));
            await RefusesAsync(() => Store.WriteBatchAsync(Table, [Insert("p", "q", "1"), write], Ct));
        }

        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task A_range_that_makes_no_sense_is_refused()
    {
        RowRange[] bad =
        [
            new(Limit: 0), new(Limit: -1), new(FromRowKey: "a"), new(ToRowKey: "a"), new("p", FromPartitionKey: "a"),
            new("p", ToPartitionKey: "a"), new("p", ToRowKey: new string('x', 2000)),
        ];
        foreach (var range in bad)
            await RefusesAsync(() => Store.QueryAsync(Table, range, Ct).ToListAsync(Ct).AsTask());
    }

    private static Task<ArgumentException> RefusesAsync(Func<Task> call) => Assert.ThrowsAnyAsync<ArgumentException>(call);
}
