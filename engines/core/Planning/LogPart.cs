using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>A part of the old primary's binary log that somebody is known to have had.</summary>
/// <param name="Holder">Who; the old primary itself where no other had it.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
public sealed record LogPart(InstanceKey Holder, BinlogCoordinates From, BinlogCoordinates To)
{
    /// <summary>From and to, as <c>file:position</c>.</summary>
    public override string ToString() => $"{From} to {To}";
}
