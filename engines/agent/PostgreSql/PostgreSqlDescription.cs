using Ham4Db.OpenGaussAgent.Parsing;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.PostgreSql;

/// <summary>PostgreSQL's facts in the words of the protocol.</summary>
internal static class PostgreSqlDescription
{
    public static void Fill(Instance instance, PostgreSqlFacts facts)
    {
        var streams = facts.Receiver?.Status == "streaming";
        instance.Answers = true;
        instance.Version = facts.Version;
        instance.RoleText = facts.InRecovery ? "Standby" : "Primary";
        instance.Role = facts.InRecovery ? Role.Standby : Role.Primary;
        // A standby without a stream answers as any other, and falls behind.
        (instance.State, instance.StateText, instance.Detail, instance.DetailText) = !facts.InRecovery || streams
            ? (State.Normal, "Normal", Detail.Normal, "Normal")
            : facts.Receiver is null ? (State.NeedRepair, "Need repair", Detail.Disconnected, "Disconnected") : (State.NeedRepair, "Need repair", Detail.Connecting, "Connecting...");
        instance.Healthy = instance.State == State.Normal;
        instance.Timeline = facts.Timeline;
        instance.ReadOnly = facts.ReadOnly;
        instance.SynchronousStandbyNames = facts.SynchronousStandbyNames;
        instance.SourceConninfo = facts.ConnInfo;
        instance.ReplayPaused = facts.ReplayPaused;
        if (facts.ReplayDelay is { } delay)
            instance.ReplayDelaySeconds = delay;
        instance.Positions = new Positions();
        Set(facts.Written, position => instance.Positions.Written = position);
        Set(facts.Received, position => instance.Positions.Received = position);
        Set(facts.Received, position => instance.Positions.Flushed = position);
        Set(facts.Replayed, position => instance.Positions.Replayed = position);
        // After a restart nothing has been received yet, and what was replayed had been.
        if (instance.Positions.HasReplayed && (!instance.Positions.HasReceived || instance.Positions.Received < instance.Positions.Replayed))
            instance.Positions.Received = instance.Positions.Flushed = instance.Positions.Replayed;
        instance.Senders.AddRange((facts.Senders ?? []).Select(SenderOf));
        instance.Receiver = facts.Receiver is null ? null : ReceiverOf(facts.Receiver);
        instance.Slots.AddRange((facts.Slots ?? []).Select(SlotOf));
    }

    private static Sender SenderOf(PostgreSqlSender row)
    {
        var sender = new Sender
        {
            Pid = row.Pid,
            ApplicationName = row.Name ?? "",
            PeerRole = Role.Standby,
            PeerRoleText = "Standby",
            StateText = row.State ?? "",
            State = Words.StreamOf(row.State ?? ""),
            SyncStateText = row.SyncState ?? "",
            SyncState = Words.SyncOf(row.SyncState ?? ""),
            SyncPriority = row.Priority,
            Channel = new Channel { RemoteAddress = row.Address ?? "", RemotePort = row.Port ?? 0 },
        };
        Set(row.Sent, position => sender.Sent = position);
        Set(row.Written, position => sender.Written = position);
        Set(row.Flushed, position => sender.Flushed = position);
        Set(row.Replayed, position => sender.Replayed = position);
        return sender;
    }

    private static Receiver ReceiverOf(PostgreSqlReceiver row)
    {
        var receiver = new Receiver
        {
            Pid = row.Pid,
            StateText = row.Status ?? "",
            State = Words.StreamOf(row.Status ?? ""),
            Channel = new Channel { RemoteAddress = row.Host ?? "", RemotePort = row.Port ?? 0 },
        };
        Set(row.Flushed, position => receiver.Received = receiver.Flushed = position);
        Set(row.SenderSent, position => receiver.SenderSent = position);
        return receiver;
    }

    private static Slot SlotOf(PostgreSqlSlot row)
    {
        var slot = new Slot { Name = row.Name, Active = row.Active };
        Set(row.Restart, position => slot.RestartPosition = position);
        return slot;
    }

    private static void Set(string? text, Action<ulong> set)
    {
        if (text is not null && WalPosition.Parse(text) is { } position)
            set(position);
    }
}
