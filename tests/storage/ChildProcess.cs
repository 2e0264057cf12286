using System.Diagnostics;
using System.Globalization;

namespace Ham4Db.Storage.Tests;

/// <summary>This program again, as another process that has the same file open.</summary>
internal static class ChildProcess
{
    public const string Argument = "--store-child";
    public const string Table = "children";
    public const int BatchRows = 5;

    public static Process Start(params string[] task) => Process.Start(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Ham4Db.Storage.Tests"), [Argument, .. task])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;

    public static async Task<int> RunAsync(string[] task)
    {
        await using var store = new SqliteTableStore(task[1]);
        switch (task)
        {
            case ["insert", _, var run]:
                await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => InsertForEverAsync(store, $"{run}-{writer}")));
                break;
            case ["count", _, var times]:
                for (var i = 0; i < int.Parse(times, CultureInfo.InvariantCulture); i++)
                    await Counter.IncrementAsync(store, Table, CancellationToken.None);
                break;
        }

        return 0;
    }

    /// <summary>Says "writer number" once the row, or the batch of rows, of that number is acknowledged.</summary>
    private static async Task InsertForEverAsync(SqliteTableStore store, string writer)
    {
        for (var number = 0; ; number++)
        {
            if (number % 2 == 0)
            {
                await store.WriteAsync(Table, Row(number, 0), CancellationToken.None);
            }
            else
            {
                var rows = Enumerable.Range(0, BatchRows).Select(part => Row(number, part)).ToList();
                await store.WriteBatchAsync(Table, rows, CancellationToken.None);
            }

            Console.WriteLine($"{writer} {number}");
        }

        RowWrite Row(int number, int part) => RowWrite.Of(WriteKind.Insert, writer, $"{number:D8}:{part}", new string('x', 500));
    }
}
