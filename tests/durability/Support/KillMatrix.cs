using System.Collections.Concurrent;
using System.Diagnostics;
using Ham4Db.Core.Planning;
using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Topologies;

namespace Ham4Db.Durability.Tests.Support;

/// <summary>Finds the boundaries of a change of the primary by watching one, and kills the manager at each of them.</summary>
public static class KillMatrix
{
    /// <param name="flavor">Of the servers.</param>
    /// <param name="kind">Failover or takeover.</param>
    /// <param name="rigs">How many topologies share the work.</param>
    /// <param name="choose">Which of the boundaries are tried.</param>
    /// <param name="useGtid">Whether replication goes by GTID; otherwise by file and position.</param>
    public static async Task RunAsync(ServerFlavor flavor, RecoveryKind kind, int rigs, Func<IReadOnlyList<Boundary>, IEnumerable<Boundary>> choose, bool useGtid = true)
    {
        await using var first = await Rig.StartAsync(flavor, useGtid: useGtid);
        var changes = await new KillCase(first, boundary: null).RunAsync(kind);
        TestContext.Current.TestOutputHelper?.WriteLine($"changes: {string.Join(", ", changes)}");
        var boundaries = BoundariesOf(changes);
        var waiting = new ConcurrentQueue<Boundary>(choose(boundaries));
        var failures = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, rigs).Select(i => Task.Run(() => WorkAsync(flavor, useGtid, kind, i == 0 ? first : null, waiting, failures))));
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
    }

    // Right before a change is the same as right after the one before it, unless something durable happens in between; within an activity nothing does.
    private static List<Boundary> BoundariesOf(IReadOnlyList<string> changes)
    {
        List<Boundary> boundaries = [];
        Dictionary<string, int> seen = [];
        var previous = "";
        // What is seen of the servers is written when it is seen; that is the discovery's.
        foreach (var label in changes.Where(l => l is not ("write members" or "write directory")))
        {
            var occurrence = seen[label] = seen.GetValueOrDefault(label) + 1;
            if (!IsWithinActivity(previous) || !IsWithinActivity(label)) boundaries.Add(new Boundary(IsBefore: true, occurrence, label));
            boundaries.Add(new Boundary(IsBefore: false, occurrence, label));
            previous = label;
        }

        return boundaries;
    }

    private static bool IsWithinActivity(string label) =>
        label.StartsWith("server ", StringComparison.Ordinal) || label.StartsWith("write step ", StringComparison.Ordinal);

    private static async Task WorkAsync(ServerFlavor flavor, bool useGtid, RecoveryKind kind, Rig? rig, ConcurrentQueue<Boundary> waiting, ConcurrentBag<string> failures)
    {
        var own = rig is null;
        try
        {
            while (waiting.TryDequeue(out var boundary))
            {
                var watch = Stopwatch.StartNew();
                try
                {
                    rig ??= await Rig.StartAsync(flavor, useGtid: useGtid);
                    await new KillCase(rig, boundary).RunAsync(kind);
                    TestContext.Current.SendDiagnosticMessage($"{kind} {boundary}: {watch.ElapsedMilliseconds} ms");
                }
                // Whatever it was, the next boundary is tried on servers of its own.
                catch (Exception exception)
                {
                    failures.Add($"=== killed {boundary}: {exception.Message}\n{(rig is null ? "" : await rig.DescribeAsync())}");
                    TestContext.Current.SendDiagnosticMessage($"{kind} {boundary}: FAILED {exception.Message.ReplaceLineEndings(" ")[..Math.Min(exception.Message.Length, 300)]}");
                    if (rig is not null && own) await rig.DisposeAsync();
                    (rig, own) = (null, true);
                }
            }
        }
        finally
        {
            if (rig is not null && own) await rig.DisposeAsync();
        }
    }
}
