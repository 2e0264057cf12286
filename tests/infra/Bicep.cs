using System.Reflection;

namespace Ham4Db.Infra.Tests;

/// <summary>The Bicep command line of the NuGet package.</summary>
internal static class Bicep
{
    private static readonly string Program = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Bicep").Value!;

    /// <summary>What the parameter files take from the environment; enough for each of them.</summary>
    public static IReadOnlyDictionary<string, string?> Installation { get; } = new Dictionary<string, string?>
    {
        ["HAM4DB_ENTRA_CLIENT_ID"] = "11111111-2222-3333-4444-555555555555",
        ["HAM4DB_SEEDS"] = "db-1.example.com:3306,db-2.example.com:3306",
        ["HAM4DB_ALLOWED_HOSTS"] = "db-*.example.com,10.20.0.0/16",
        ["HAM4DB_RECOVER"] = "alias=shop",
        ["HAM4DB_ALERT_EMAILS"] = "dba@example.com,ops@example.com",
        ["HAM4DB_NAME"] = null,
        ["HAM4DB_TOPOLOGY_PASSWORD"] = "planted-topology-password",
        ["HAM4DB_REPLICATION_PASSWORD"] = null,
        // Otherwise it wants a library of languages that not every machine has.
        ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
    };

    public static Task<ProgramRun> RunAsync(params string[] arguments) => RunAsync(Installation, arguments);

    public static Task<ProgramRun> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        ProgramRun.OfAsync(Program, arguments, environment);
}
