using System.Globalization;
using Ham4Db.OpenGaussAgent.Parsing;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.OpenGaussAgent.Protocol.Original;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.OpenGaussAgent.Hosting;

/// <summary>v2's words in those of the first Ham4DB, whose server compares them in lower case.</summary>
internal static class OriginalTranslation
{
    public static NodeInfo NodeInfo(Instance instance, NameTable names)
    {
        var info = new NodeInfo
        {
            BaseInfo = new()
            {
                NodeName = instance.NodeName,
                NodeIp = instance.Address,
                DataPath = instance.DataFolder,
                DatanodePort = instance.Port,
                InstanceId = instance.Members.FirstOrDefault(member => member.Address == instance.Address)?.InstanceId.ToString(CultureInfo.InvariantCulture) ?? "",
                InstanceRole = instance.Role == Role.CascadeStandby ? "cascade" : instance.RoleText.ToLowerInvariant(),
                InstanceState = instance.StateText.ToLowerInvariant(),
                HaState = (instance.Receiver?.StateText ?? instance.StateText).ToLowerInvariant(),
                GaussVersion = instance.Version,
                GsClusterName = instance.ClusterName,
            },
            SyncInfo = instance.Receiver is null ? new() : SyncInfo(instance, instance.Receiver),
        };
        if (instance.Receiver?.Channel is { } upstream)
            info.Upstream = Neighbour(upstream, names);
        info.DownstreamList.AddRange(instance.Senders.Select(sender => sender.Channel).OfType<Channel>().Select(channel => Neighbour(channel, names)));
        return info;
    }

    /// <returns>Null for what is not known, or is more than one instance's.</returns>
    public static ActRequest? Request(ActionType action) => action switch
    {
        ActionType.Failover => new() { Action = Action.Failover },
        ActionType.Switchover => new() { Action = Action.Switchover },
        ActionType.Start => new() { Action = Action.Start },
        ActionType.StartByPrimary => new() { Action = Action.Start, Role = Role.Primary },
        ActionType.StartByStandby => new() { Action = Action.Start, Role = Role.Standby },
        ActionType.StartByCascade => new() { Action = Action.Start, Role = Role.CascadeStandby },
        ActionType.StartByPending => new() { Action = Action.Start, Role = Role.Pending },
        ActionType.Stop => new() { Action = Action.Stop },
        ActionType.Restart => new() { Action = Action.Restart },
        ActionType.Build => new() { Action = Action.Build },
        ActionType.BuildByStandby => new() { Action = Action.Build, Role = Role.Standby },
        ActionType.BuildByCascade => new() { Action = Action.Build, Role = Role.CascadeStandby },
        _ => null,
    };

    private static SyncInfo SyncInfo(Instance instance, Receiver receiver) => new()
    {
        LocalRole = instance.RoleText.ToLowerInvariant(),
        State = receiver.StateText.ToLowerInvariant(),
        SenderSentLocation = Text(receiver.HasSenderSent, receiver.SenderSent),
        ReceiverReceivedLocation = Text(receiver.HasReceived, receiver.Received),
        ReceiverWriteLocation = Text(receiver.HasWritten, receiver.Written),
        ReceiverFlushLocation = Text(receiver.HasFlushed, receiver.Flushed),
        ReceiverReplayLocation = Text(receiver.HasReplayed, receiver.Replayed),
        SyncPercent = receiver.SyncPercent,
        Channel = receiver.Channel is { } channel ? $"{channel.LocalAddress}:{channel.LocalPort}<--{channel.RemoteAddress}:{channel.RemotePort}" : "",
    };

    private static BaseInfo Neighbour(Channel channel, NameTable names) => new()
    {
        NodeIp = channel.RemoteAddress,
        NodeName = names.NameOf(channel.RemoteAddress),
        DatanodePort = names.PortOf(channel.RemoteAddress),
    };

    private static string Text(bool known, ulong position) => known ? WalPosition.Text(position) : "";
}
