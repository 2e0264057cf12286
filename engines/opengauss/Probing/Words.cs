using Ham4Db.Core.Model;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.Engines.OpenGauss.Probing;

/// <summary>What an agent's words come to. A word that is not known comes to nothing good.</summary>
internal static class Words
{
    /// <summary>The instance writes the log.</summary>
    public static bool IsPrimary(Instance instance) => instance.Role is Role.Primary or Role.Normal;

    /// <summary>The instance receives the log.</summary>
    public static bool IsStandby(Instance instance) =>
        instance.Role is Role.Standby or Role.CascadeStandby or Role.MainStandby or Role.StandbyClusterStandby;

    /// <summary>The instance says that it streams and nothing is wrong with it.</summary>
    public static bool Streams(Instance instance) => IsStandby(instance) && instance.Receiver is not null && StateOf(instance) == ServerState.Normal;

    /// <summary>What the state comes to.</summary>
    public static ServerState StateOf(Instance instance) => instance switch
    {
        { Fenced: true } => ServerState.Fenced,
        { State: State.Normal or State.Catchup } => ServerState.Normal,
        { State: State.NeedRepair, Detail: Detail.Disconnected or Detail.Connecting } => ServerState.Disconnected,
        { State: State.Starting or State.WaitPromoting or State.Promoting or State.Demoting or State.Building } => ServerState.Changing,
        { State: State.NeedRepair or State.Coredump or State.DiskDamaged or State.BuildFailed or State.PortConflicting } => ServerState.NeedsRepair,
        _ => ServerState.Unknown,
    };

    /// <summary>State and reason, for people.</summary>
    public static string Describe(Instance instance)
    {
        return instance.Fenced ? $"fenced ({Clean(instance.FenceReason)})" : DescribeState(instance);
    }

    /// <summary>State and reason as the instance itself says them, whether it is fenced or not.</summary>
    public static string DescribeState(Instance instance)
    {
        var detail = instance.DetailText.Length > 0 && !instance.DetailText.Equals("Normal", StringComparison.OrdinalIgnoreCase) ? $" ({Clean(instance.DetailText)})" : "";
        return Clean(instance.StateText) + detail;
    }

    /// <summary>Who else decides over the cluster's roles; empty for nobody. One that runs and does not answer may act all the same.</summary>
    public static string ManagerOf(Instance instance) =>
        instance.Manager is ClusterManager.ManagerActive or ClusterManager.ManagerUnreachable ? "openGauss's cluster manager (CM)" : "";

    /// <summary>A text on one line and of bounded length.</summary>
    public static string Clean(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= 200 ? line : line[..200] + "…";
    }
}
