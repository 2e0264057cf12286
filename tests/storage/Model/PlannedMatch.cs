namespace Ham4Db.Storage.Tests;

public enum PlannedMatch
{
    Unconditional,
    Current,
    Stale,
}
