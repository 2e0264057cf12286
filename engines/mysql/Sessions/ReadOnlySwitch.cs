using Ham4Db.Engines.MySql.Dialects;

namespace Ham4Db.Engines.MySql.Sessions;

/// <summary>Statements that make a server read-only and writable.</summary>
internal static class ReadOnlySwitch
{
    /// <summary>Makes it read-only; super_read_only brings read_only with it.</summary>
    public static string On(MySqlDialect dialect, bool useSuperReadOnly) =>
        dialect.HasSuperReadOnly && useSuperReadOnly ? "SET GLOBAL super_read_only = ON" : "SET GLOBAL read_only = ON";

    /// <summary>Makes it writable; switching read_only off takes super_read_only with it.</summary>
    public static string Off => "SET GLOBAL read_only = OFF";
}
