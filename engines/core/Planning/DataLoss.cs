using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>What a plan would lose.</summary>
/// <param name="Durability">What the cluster's replication promises at all.</param>
/// <param name="MissingGtidSet">Transactions that some instance, reachable or not, is known to have had and the new primary would not; empty for none.</param>
/// <param name="Description">One sentence for people; it also says what cannot be known.</param>
public sealed record DataLoss(DurabilityClass Durability, string MissingGtidSet, string Description)
{
    /// <summary>Without GTIDs: the part of the old primary's binary log that somebody is known to have had and the new primary would not; null for none.</summary>
    public LogPart? MissingLog { get; init; }

    /// <summary>How many events <see cref="MissingLog"/> holds; null where nobody can count them.</summary>
    public long? MissingEvents { get; init; }

    /// <summary>Nothing is lost.</summary>
    public static DataLoss Nothing { get; } = new(DurabilityClass.Asynchronous, "", "Nothing known would be lost.");

    /// <summary>Whether something known would be lost.</summary>
    public bool IsKnown => MissingGtidSet.Length > 0 || MissingLog is not null;
}
