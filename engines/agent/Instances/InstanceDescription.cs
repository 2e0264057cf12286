using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Instances;

/// <summary>What every engine's description begins with.</summary>
internal static class InstanceDescription
{
    public static string AgentVersion { get; } = typeof(InstanceDescription).Assembly.GetName().Version?.ToString(3) ?? "";

    public static Instance Begin(AgentOptions options, Postmaster postmaster, Engine engine, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var instance = new Instance
        {
            Engine = engine,
            AgentVersion = AgentVersion,
            ClusterName = options.ClusterName,
            NodeName = options.NodeName,
            Address = options.AdvertisedAddress,
            Port = options.Database.Port,
            DataFolder = options.Database.DataFolder,
            Process = postmaster.Process,
            CollectedAtUnixMs = now.ToUnixTimeMilliseconds(),
        };
        if (postmaster.Process.State == "?")
            instance.Notes.Add($"The agent may not read {options.Database.DataFolder}: it must run as the account that owns it.");
        if (postmaster.Process.Alive && postmaster.StartedUnixSeconds is { } started)
            instance.UptimeSeconds = Math.Max(0, now.ToUnixTimeSeconds() - started);
        return instance;
    }
}
