using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations;

/// <summary>Two positions at which the binary logs of two instances hold the same: seen when a replica was pointed from one to the other.</summary>
/// <param name="First">An instance.</param>
/// <param name="FirstPosition">The position in its binary log.</param>
/// <param name="Second">The other instance.</param>
/// <param name="SecondPosition">The position in that one's binary log.</param>
public sealed record PositionEquivalence(InstanceKey First, BinlogCoordinates FirstPosition, InstanceKey Second, BinlogCoordinates SecondPosition)
{
    /// <summary>The position of <paramref name="wanted"/> that is the same place as <paramref name="position"/> of <paramref name="known"/>; null when this does not tell.</summary>
    public BinlogCoordinates? Translate(InstanceKey known, BinlogCoordinates position, InstanceKey wanted)
    {
        if (First == known && FirstPosition == position && Second == wanted) return SecondPosition;
        if (Second == known && SecondPosition == position && First == wanted) return FirstPosition;
        return null;
    }
}
