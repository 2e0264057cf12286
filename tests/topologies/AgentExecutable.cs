using System.Diagnostics;
using System.Reflection;

namespace Ham4Db.Topologies;

/// <summary>The agent's own program.</summary>
public static class AgentExecutable
{
    private static readonly string Program = typeof(AgentExecutable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Agent").Value!;

    /// <summary>Starts one and returns at once.</summary>
    /// <param name="configuration">Its configuration's file.</param>
    /// <param name="keepsOutput">What it logs is the caller's to read.</param>
    public static Process Start(string configuration, bool keepsOutput = false) =>
        Process.Start(new ProcessStartInfo("dotnet", [Program, "--config", configuration]) { UseShellExecute = false, RedirectStandardOutput = keepsOutput })!;

    /// <summary>Starts one that ends when this process does, however that ends.</summary>
    /// <param name="configuration">Its configuration's file.</param>
    /// <param name="logFile">What it logs.</param>
    public static Task<Process> StartWithUsAsync(string configuration, string logFile) => ServerLauncher.StartAsync(["dotnet", Program, "--config", configuration], logFile);
}
