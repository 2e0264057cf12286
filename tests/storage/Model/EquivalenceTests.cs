using CsCheck;

namespace Ham4Db.Storage.Tests;

/// <summary>Random work gives the same results on SQLite, on Azure Tables and on a model in memory.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class EquivalenceTests(AzuriteServer azurite) : IDisposable
{
    private static readonly Gen<string> Partitions = OneOf("a", "a/b", "é");
    private static readonly Gen<string> Rows = OneOf("", "1", "1.2", "1/2", "12", "😀", "ﬁ");
    private static readonly Gen<string?> Bounds = Gen.Frequency((1, Gen.Const((string?)null)), (3, Rows.Select(row => (string?)row)));

    private static readonly Gen<PlannedWrite> Writes = Gen.Select(
        Gen.Enum<WriteKind>(), Partitions, Rows, Gen.Int[0, 9], Gen.Enum<PlannedMatch>(),
        (kind, partition, row, value, match) => new PlannedWrite(kind, partition, row, value, match));

    private static readonly Gen<PlannedStep> Steps = Gen.Frequency(
        (6, Writes.Select(write => new PlannedStep([write], null))),
        (3, Writes.Array[0, 6].Select(writes => new PlannedStep(writes, null))),
        (1, Gen.Select(Gen.OneOf(Partitions.Select(key => (string?)key), Gen.Const((string?)null)), Bounds, Bounds, Gen.Int[1, 9]).Select(
            (partition, from, to, limit) => new PlannedStep([], partition is null
                ? new(FromPartitionKey: from, ToPartitionKey: to, Limit: limit)
                : new(partition, from, to, limit)))));

    private readonly TempFolder folder = new();

    [Fact]
    public async Task Random_work_gives_the_same_results_everywhere()
    {
        var azure = TableStoreFactory.Open(azurite.ConnectionString);
        await using var sqlite = new SqliteTableStore(folder.File("store.db"));
        await Steps.Array[1, 25].SampleAsync(
            async steps =>
            {
                var expected = new ModelStore();
                var table = "t" + Guid.NewGuid().ToString("N");
                var results = await Task.WhenAll(
                    PlannedRun.RunAsync(expected, table, steps), PlannedRun.RunAsync(sqlite, table, steps), PlannedRun.RunAsync(azure, table, steps));
                Assert.Equal(results[0], results[1]);
                Assert.Equal(results[0], results[2]);
            },
            iter: 150,
            threads: 1);
    }

    public void Dispose() => folder.Dispose();

    private static Gen<string> OneOf(params string[] keys) => Gen.Int[0, keys.Length - 1].Select(i => keys[i]);
}
