using System.Globalization;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Parsing;

/// <summary>Reads what <c>gs_ctl query -D DIR</c> prints. Never throws; what it does not understand it notes.</summary>
internal static class GsCtlQuery
{
    private const int MostNotes = 20;

    private enum Section
    {
        None,
        State,
        Senders,
        Receiver,
        Paxos,
    }

    public static GsCtlReport Parse(string text)
    {
        var report = new GsCtlReport();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var section = Section.None;
        var refused = false;
        var (hasState, hasSenders, hasReceiver) = (false, false, false);
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.IsEmpty)
                continue;
            if (IsNotRunning(line))
            {
                report.Outcome = GsCtlOutcome.NotRunning;
                return report;
            }

            if (line.Contains("exc_sql failed", StringComparison.Ordinal))
            {
                report.Outcome = GsCtlOutcome.QueryFailed;
                Note(report, "The instance failed at the question for its state.");
                return report;
            }

            if (SectionOf(line) is var next and not Section.None)
            {
                section = next;
                seen.Clear();
                var repeated = section switch { Section.State => hasState, Section.Senders => hasSenders, Section.Receiver => hasReceiver, _ => false };
                if (repeated)
                    Note(report, $"The section '{line.ToString()}' comes twice.");
                hasState |= section == Section.State;
                hasSenders |= section == Section.Senders;
                hasReceiver |= section == Section.Receiver;
                report.IsPaxos |= section == Section.Paxos;
                continue;
            }

            var colon = line.IndexOf(':');
            // Only the state file has this row, wherever it got to.
            refused |= line.Contains("sync_mode", StringComparison.Ordinal);
            if (section is Section.None or Section.Paxos || colon <= 0)
            {
                var misplaced = section == Section.None ? IsStateKey(line) : section != Section.Paxos && !line.StartsWith("No information");
                if (misplaced)
                    Note(report, $"A line is not understood: {Short(line)}");
                continue;
            }

            var key = line[..colon].TrimEnd().ToString();
            var value = line[(colon + 1)..].Trim().ToString();
            if (!seen.Add(key))
            {
                if (section != Section.Senders || key != "sender_pid")
                {
                    Note(report, $"'{key}' comes twice.");
                    continue;
                }

                seen.Clear();
                seen.Add(key);
            }

            if (!(section switch
            {
                Section.State => SetState(report, key, value),
                Section.Senders => SetSender(report, key, value),
                _ => SetReceiver(report, key, value),
            }))
            {
                Note(report, $"'{key}: {Short(value)}' is not understood.");
            }
        }

        // A file has no senders and receivers behind it, and may be as old as the last clean end.
        report.Outcome = report.RoleText.Length == 0 || report.StateText.Length == 0 ? GsCtlOutcome.Unclear
            : refused ? GsCtlOutcome.FromFile
            : report.IsPaxos || (hasSenders && hasReceiver) ? GsCtlOutcome.Answered : GsCtlOutcome.Unclear;
        return report;
    }

    private static bool IsNotRunning(ReadOnlySpan<char> line) =>
        line.EndsWith("Is server running?") || line.Contains("could not connect to the local server", StringComparison.Ordinal)
        || (line.Contains("PID file", StringComparison.Ordinal) && line.EndsWith("does not exist"));

    private static bool IsStateKey(ReadOnlySpan<char> line) => line.StartsWith("local_role") || line.StartsWith("db_state") || line.StartsWith("detail_information");

    private static Section SectionOf(ReadOnlySpan<char> line) => line switch
    {
        "HA state:" => Section.State,
        "Senders info:" => Section.Senders,
        "Receiver info:" => Section.Receiver,
        "Paxos replication info:" => Section.Paxos,
        _ => Section.None,
    };

    private static bool SetState(GsCtlReport report, string key, string value)
    {
        switch (key)
        {
            case "local_role":
                report.RoleText = value;
                return !Words.IsSurprise(value, report.Role != Role.Unknown);
            case "static_connections":
                report.StaticConnections = Number(value);
                return report.StaticConnections is not null;
            case "db_state":
                report.StateText = value;
                return !Words.IsSurprise(value, report.State != State.Unknown);
            case "detail_information":
                report.DetailText = value;
                return !Words.IsSurprise(value, report.Detail != Detail.Unknown);
            default:
                return key == "sync_mode";
        }
    }

    private static bool SetSender(GsCtlReport report, string key, string value)
    {
        if (key == "sender_pid")
            report.Senders.Add(new Sender());
        if (report.Senders.Count == 0)
            return false;
        var sender = report.Senders[^1];
        switch (key)
        {
            case "sender_pid":
                sender.Pid = Number(value) ?? 0;
                return sender.Pid > 0;
            case "peer_role":
                sender.PeerRoleText = value;
                sender.PeerRole = Words.RoleOf(value);
                return !Words.IsSurprise(value, sender.PeerRole != Role.Unknown);
            case "peer_state":
                sender.PeerStateText = value;
                return !Words.IsSurprise(value, Words.StateOf(value) != State.Unknown);
            case "state":
                sender.StateText = value;
                sender.State = Words.StreamOf(value);
                return !Words.IsSurprise(value, sender.State != StreamState.StreamUnknown);
            case "sender_sent_location":
                return Position(value, position => sender.Sent = position);
            case "receiver_write_location":
                return Position(value, position => sender.Written = position);
            case "receiver_flush_location":
                return Position(value, position => sender.Flushed = position);
            case "receiver_replay_location":
                return Position(value, position => sender.Replayed = position);
            case "sync_percent":
                return Percent(value, percent => sender.SyncPercent = percent);
            case "sync_state":
                sender.SyncStateText = value;
                sender.SyncState = Words.SyncOf(value);
                return !Words.IsSurprise(value, sender.SyncState != SyncState.SyncUnknown);
            case "sync_priority":
                sender.SyncPriority = Number(value) ?? -1;
                return sender.SyncPriority >= 0;
            case "sync_most_available":
                sender.MostAvailable = value.Equals("On", StringComparison.OrdinalIgnoreCase);
                return sender.MostAvailable || value.Equals("Off", StringComparison.OrdinalIgnoreCase);
            case "channel":
                sender.Channel = ChannelText.Parse(value);
                return sender.Channel is not null;
            default:
                return IsKnown(key);
        }
    }

    private static bool SetReceiver(GsCtlReport report, string key, string value)
    {
        if (key == "receiver_pid")
            report.Receiver ??= new Receiver();
        if (report.Receiver is not { } receiver)
            return false;
        switch (key)
        {
            case "receiver_pid":
                receiver.Pid = Number(value) ?? 0;
                return receiver.Pid > 0;
            case "peer_role":
                receiver.PeerRoleText = value;
                receiver.PeerRole = Words.RoleOf(value);
                return !Words.IsSurprise(value, receiver.PeerRole != Role.Unknown);
            case "peer_state":
                receiver.PeerStateText = value;
                return !Words.IsSurprise(value, Words.StateOf(value) != State.Unknown);
            case "state":
                receiver.StateText = value;
                receiver.State = Words.StreamOf(value);
                return !Words.IsSurprise(value, receiver.State != StreamState.StreamUnknown);
            case "sender_sent_location":
                return Position(value, position => receiver.SenderSent = position);
            case "receiver_received_location":
                return Position(value, position => receiver.Received = position);
            case "receiver_write_location":
                return Position(value, position => receiver.Written = position);
            case "receiver_flush_location":
                return Position(value, position => receiver.Flushed = position);
            case "receiver_replay_location":
                return Position(value, position => receiver.Replayed = position);
            case "sync_percent":
                return Percent(value, percent => receiver.SyncPercent = percent);
            case "channel":
                receiver.Channel = ChannelText.Parse(value);
                return receiver.Channel is not null;
            default:
                return IsKnown(key);
        }
    }

    // Columns that say nothing beyond those above.
    private static bool IsKnown(string key) => key is "local_role" or "catchup_start" or "catchup_end" or "pid"
        or "sender_write_location" or "sender_flush_location" or "sender_replay_location" or "receiver_received_location";

    private static int? Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Percent(string value, Action<int> set)
    {
        if (Number(value.TrimEnd('%')) is not { } percent || percent > 100)
            return false;
        set(percent);
        return true;
    }

    private static bool Position(string value, Action<ulong> set)
    {
        // A channel that has just opened has none yet.
        if (value.Length == 0)
            return true;
        if (WalPosition.Parse(value) is not { } position)
            return false;
        set(position);
        return true;
    }

    private static void Note(GsCtlReport report, string note)
    {
        if (report.Notes.Count < MostNotes)
            report.Notes.Add(note);
    }

    private static string Short(ReadOnlySpan<char> text) => text.Length <= 80 ? text.ToString() : string.Concat(text[..80], "...");
}
