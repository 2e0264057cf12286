namespace Ham4Db.Core.Operations.Methods;

/// <summary>The ways to bring a replica below another source, in the order in which they are tried.</summary>
static class MoveMethods
{
    public static readonly IMoveMethod InPlace = new MoveInPlace();
    public static readonly IMoveMethod Gtid = new MoveByGtid();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IMoveMethod> All { get; } = [InPlace, Gtid];
}
