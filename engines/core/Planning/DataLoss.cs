using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>What a plan would lose.</summary>
/// <param name="Durability">What the cluster's replication promises at all.</param>
/// <param name="MissingGtidSet">Transactions that some instance, reachable or not, is known to have had and the new primary would not; empty for none.</param>
/// <param name="Description">One sentence for people; it also says what cannot be known.</param>
public sealed record DataLoss(DurabilityClass Durability, string MissingGtidSet, string Description)
{
    /// <summary>Without GTIDs: the part of the old primary's binary log that somebody is known to have had and the new primary would not, from and to <c>file:position</c>; empty for none.</summary>
    public string MissingLog { get; init; } = "";

    /// <summary>Nothing is lost.</summary>
    public static DataLoss Nothing { get; } = new(DurabilityClass.Asynchronous, "", "Nothing known would be lost.");

    /// <summary>Whether something known would be lost.</summary>
    public bool IsKnown => MissingGtidSet.Length > 0 || MissingLog.Length > 0;
}
