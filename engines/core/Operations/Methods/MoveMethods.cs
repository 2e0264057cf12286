using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Methods;

/// <summary>The ways to bring a replica below another source.</summary>
static class MoveMethods
{
    public static readonly IMoveMethod InPlace = new MoveInPlace();
    public static readonly IMoveMethod Equivalent = new MoveToEquivalent();
    public static readonly IMoveMethod Gtid = new MoveByGtid();
    public static readonly IMoveMethod Sibling = new MoveToSibling();
    public static readonly IMoveMethod Up = new MoveUp();
    public static readonly IMoveMethod PseudoGtid = new MoveByPseudoGtid();

    /// <summary>All of them, in the order in which they are tried.</summary>
    public static IReadOnlyList<IMoveMethod> All { get; } = [InPlace, Equivalent, Gtid, Sibling, Up, PseudoGtid];

    /// <summary>By GTID for a replica that positions itself so, else the given way.</summary>
    public static IReadOnlyList<IMoveMethod> ByWhatItUses(ClusterMember replica, IMoveMethod byPosition) =>
        [replica.Snapshot.Replication is { UsesGtid: true } ? Gtid : byPosition];

    /// <summary>Pseudo-GTID alone.</summary>
    public static IReadOnlyList<IMoveMethod> OnlyPseudoGtid { get; } = [PseudoGtid];
}
