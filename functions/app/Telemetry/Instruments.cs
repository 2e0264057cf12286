using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Ham4Db.Functions.Telemetry;

/// <summary>Under which name everything that is measured and traced is found by OpenTelemetry.</summary>
internal static class Instruments
{
    /// <summary>Name of the meter and of the source of spans.</summary>
    public const string Name = "Ham4Db";

    /// <summary>Version of the program.</summary>
    public static string Version { get; } = typeof(Instruments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>Where spans begin; they cost nothing while nobody collects them.</summary>
    public static ActivitySource Source { get; } = new(Name, Version);

    /// <summary>A meter of our own name.</summary>
    public static Meter CreateMeter() => new(Name, Version);
}
