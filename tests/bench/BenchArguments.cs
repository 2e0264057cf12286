namespace Ham4Db.Bench;

/// <summary>Reads options of the form <c>--name value</c>.</summary>
internal static class BenchArguments
{
    public static string? Find(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
