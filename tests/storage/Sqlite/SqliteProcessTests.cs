using System.Globalization;

namespace Ham4Db.Storage.Tests;

/// <summary>Several processes on one file, and processes that are killed.</summary>
public sealed class SqliteProcessTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Path => folder.File("store.db");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_process_killed_while_it_writes_loses_no_acknowledged_row_and_leaves_no_half_batch()
    {
        var acknowledged = new List<string>();
        for (var run = 0; run < 4; run++)
        {
            using var child = ChildProcess.Start("insert", Path, $"{run}");
            for (var line = await child.StandardOutput.ReadLineAsync(Ct); line is not null; line = await child.StandardOutput.ReadLineAsync(Ct))
            {
                acknowledged.Add(line);
                if (acknowledged.Count == (run + 1) * 150)
                    child.Kill();
            }

            await child.WaitForExitAsync(Ct);
            Assert.True(acknowledged.Count >= (run + 1) * 150);
        }

        await using var store = new SqliteTableStore(Path);
        var rows = await store.QueryAsync<string>(ChildProcess.Table, new(), Ct).ToListAsync(Ct);
        Assert.All(rows, row => Assert.Equal(500, row.Value.Length));
        var written = rows.GroupBy(row => $"{row.PartitionKey} {int.Parse(row.RowKey.Split(':')[0], CultureInfo.InvariantCulture)}")
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.Empty(acknowledged.Except(written.Keys));
        Assert.All(written, group => Assert.Equal(IsBatch(group.Key) ? ChildProcess.BatchRows : 1, group.Value));

        static bool IsBatch(string name) => int.Parse(name.Split(' ')[1], CultureInfo.InvariantCulture) % 2 == 1;
    }

    [Fact]
    public async Task Two_processes_and_two_stores_share_one_file()
    {
        const int Times = 60;
        // All open, and perhaps make, the file at the same moment.
        using var one = ChildProcess.Start("count", Path, $"{Times}");
        using var two = ChildProcess.Start("count", Path, $"{Times}");
        await using var third = new SqliteTableStore(Path);
        await using var fourth = new SqliteTableStore(Path);
        await Task.WhenAll(CountAsync(third), CountAsync(fourth), one.WaitForExitAsync(Ct), two.WaitForExitAsync(Ct));
        Assert.Equal((0, 0), (one.ExitCode, two.ExitCode));
        Assert.Equal(4 * Times, await Counter.ReadAsync(third, ChildProcess.Table, Ct));

        static Task CountAsync(SqliteTableStore store) => Task.Run(
            async () =>
            {
                for (var i = 0; i < Times; i++)
                    await Counter.IncrementAsync(store, ChildProcess.Table, Ct);
            },
            Ct);
    }
}
