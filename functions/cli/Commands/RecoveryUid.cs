namespace Ham4Db.Cli.Commands;

/// <summary>Tells a recovery's uid from the name of a cluster.</summary>
internal static class RecoveryUid
{
    public static bool Is(string text) => Guid.TryParseExact(text, "N", out _);
}
