using Ham4Db.Core.Binlogs;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Shows the errant transactions of an instance and the ways out.</summary>
internal sealed class ErrantReports(FleetLookup lookup, BinlogReader binlogs, TopologyOperations operations)
{
    private static readonly string[] WaysOut = ["gtid-errant-inject-empty", "gtid-errant-reset-master", OperationKind.Reclone];

    /// <summary>The report of an instance. Changes nothing.</summary>
    /// <exception cref="OperationException">The instance is not known.</exception>
    public async Task<ErrantReport> ReadAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        var instance = await lookup.ReadInstanceAsync(key, cancellationToken);
        var demoted = instance.Cluster.State.Demoted.FirstOrDefault(d => d.Matches(instance.Member.Snapshot));
        var report = new ErrantReport(key, instance.Member.ErrantGtidSet, demoted is { IsInvalidated: true }, demoted?.Problem ?? "", [], [], "", []);
        if (Search(instance) is not { } search) return report;
        FoundTransactions found;
        try
        {
            found = await binlogs.ReadAsync(key, search, cancellationToken);
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            found = new FoundTransactions([], [], $"The binary logs cannot be read: {exception.Message}");
        }

        var plans = await Task.WhenAll(WaysOut.Select(async kind =>
            await operations.PlanAsync(await operations.RequestAsync(kind, key, target: null, "", arguments: null, cancellationToken), cancellationToken)));
        return report with { Files = found.Files, Transactions = found.Transactions, Note = found.Note, WaysOut = plans };
    }

    /// <summary>Names of the binary logs that hold errant transactions of an instance.</summary>
    /// <exception cref="OperationException">The instance is not known, has none, or cannot be read.</exception>
    public async Task<IReadOnlyList<string>> LocateAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        var instance = await lookup.ReadInstanceAsync(key, cancellationToken);
        if (Search(instance) is not { } search) throw OperationException.Refused($"{key} has no errant transactions.");
        try
        {
            return await binlogs.LocateAsync(key, search, cancellationToken);
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            throw new OperationException(OperationError.Unreachable, exception.Message);
        }
    }

    private static TransactionSearch? Search(KnownInstance instance)
    {
        var snapshot = instance.Member.Snapshot;
        if (instance.Member.ErrantGtidSet is not { Length: > 0 } text || !GtidSet.TryParse(snapshot.GtidKind, text, out var errant)) return null;
        var demoted = instance.Cluster.State.Demoted.FirstOrDefault(d => d.Matches(snapshot));
        var common = demoted?.PromotedAt ?? snapshot.Replication?.AppliedGtidSet ?? "";
        return new TransactionSearch(errant, GtidSet.TryParse(snapshot.GtidKind, common, out var known) ? known : GtidSet.Empty(snapshot.GtidKind));
    }
}
