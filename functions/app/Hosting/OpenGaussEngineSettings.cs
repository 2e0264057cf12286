using Ham4Db.Engines.OpenGauss;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Hosting;

/// <summary>Turns the configuration into the options of the openGauss engine.</summary>
public static class OpenGaussEngineSettings
{
    /// <summary>Options of the engine.</summary>
    public static OpenGaussEngineOptions From(Ham4DbOptions options) => new()
    {
        AnswerTimeout = TimeSpan.FromSeconds(options.AgentAnswerSeconds),
        RebuildsOldPrimary = options.OpenGaussRebuildOldPrimary,
        DataCenterPattern = options.DataCenterPattern,
        RegionPattern = options.RegionPattern,
        PhysicalEnvironmentPattern = options.PhysicalEnvironmentPattern,
    };
}
