using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>The transactions of one instance as far as its snapshot tells them. The sets are null where there are no GTIDs or they cannot be read.</summary>
sealed record InstanceTransactions
{
    /// <summary>Executed.</summary>
    public GtidSet? Executed { get; private init; }

    /// <summary>Executed or received: all that the instance has once its applier is done.</summary>
    public GtidSet? Held { get; private init; }

    /// <summary>Held, without errant ones: what belongs to the cluster.</summary>
    public GtidSet? Sound { get; private init; }

    /// <summary>Executed, and not in the binary logs any more.</summary>
    public GtidSet? Purged { get; private init; }

    /// <summary>Errant ones; empty for none, null when unknown.</summary>
    public string? Errant { get; private init; }

    public bool HasErrant => !string.IsNullOrEmpty(Errant);

    /// <summary>Received and not executed.</summary>
    public long Backlog => Held is null || Executed is null ? 0 : Held.CountBeyond(Executed);

    public static InstanceTransactions Of(InstanceSnapshot snapshot, string? errant)
    {
        if (!GtidSet.TryParse(snapshot.GtidKind, snapshot.ExecutedGtidSet, out var executed)
            || !GtidSet.TryParse(snapshot.GtidKind, snapshot.Replication?.RetrievedGtidSet ?? "", out var received)
            || !GtidSet.TryParse(snapshot.GtidKind, errant ?? "", out var stray)) return new InstanceTransactions { Errant = errant };
        var held = executed.Union(received);
        return new InstanceTransactions { Executed = executed, Held = held, Sound = Without(held, stray), Purged = ReplicationCompatibility.PurgedBy(snapshot), Errant = errant };
    }

    // A MariaDB position hides what is before it: in a domain with errant transactions nothing is known to be sound.
    static GtidSet Without(GtidSet held, GtidSet errant) => (held, errant) switch
    {
        (MariaDbGtidSet own, MariaDbGtidSet stray) => own.WithoutDomainsOf(stray),
        _ => held.Subtract(errant),
    };
}
