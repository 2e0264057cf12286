using System.Text;

namespace Ham4Db.OpenGaussAgent.Tests.Parsing;

/// <summary>Renders what gs_ctl query prints, in each of its styles.</summary>
internal sealed record GsCtlText
{
    public string Role { get; init; } = "Primary";

    public string State { get; init; } = "Normal";

    public string Detail { get; init; } = "Normal";

    public IReadOnlyList<(string Peer, string Sync, int Priority, string Channel)> Senders { get; init; } = [];

    public string? ReceiverChannel { get; init; }

    /// <summary>A tab in the source, blanks in what people paste, nothing in some manuals.</summary>
    public string Indent { get; init; } = "\t";

    /// <summary>Style of the first line: 1 for openGauss 1.0, else later.</summary>
    public int HeaderStyle { get; init; } = 2;

    public string Node { get; init; } = "";

    /// <summary>A server that refuses: from its file.</summary>
    public bool FromFile { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(HeaderStyle == 1
            ? "2024-01-02 03:04:05  4711 gs_ctl:gs_ctl query ,datadir is -D \"/var/lib/og/dn\"  \n"
            : $"[2024-01-02 03:04:05.678][4711][{Node}][gs_ctl]: gs_ctl query ,datadir is /var/lib/og/dn \n");
        Title(text, "HA state:");
        Row(text, "local_role", Role);
        Row(text, "static_connections", "2");
        Row(text, "db_state", State);
        Row(text, "detail_information", Detail);
        if (FromFile)
            Row(text, "sync_mode", "Async");
        text.Append('\n');
        Title(text, "Senders info:");
        if (Senders.Count == 0)
            text.Append("No information \n");
        foreach (var (peer, sync, priority, channel) in Senders)
        {
            Row(text, "sender_pid", "1234");
            Row(text, "local_role", Role);
            Row(text, "peer_role", peer);
            Row(text, "peer_state", "Normal");
            Row(text, "state", "Streaming");
            Positions(text);
            Row(text, "sync_percent", "100%");
            Row(text, "sync_state", sync);
            Row(text, "sync_priority", $"{priority}");
            Row(text, "sync_most_available", "Off");
            Row(text, "channel", channel);
            text.Append('\n');
        }

        Title(text, "Receiver info:");
        if (ReceiverChannel is null)
            return text.Append("No information \n").ToString();
        Row(text, "receiver_pid", "4321");
        Row(text, "local_role", Role);
        Row(text, "peer_role", "Primary");
        Row(text, "peer_state", "Normal");
        Row(text, "state", "Normal");
        Positions(text);
        Row(text, "sync_percent", "99%");
        Row(text, "channel", ReceiverChannel);
        return text.Append('\n').ToString();
    }

    private static void Title(StringBuilder text, string title) => text.Append(' ').Append(title.PadRight(20)).Append('\n');

    private void Row(StringBuilder text, string key, string value) => text.Append(Indent).Append(key.PadRight(30)).Append(FromFile ? ": " : " : ").Append(value).Append('\n');

    private void Positions(StringBuilder text)
    {
        foreach (var (key, value) in new[]
        {
            ("sender_sent_location", "1/A0000010"), ("sender_write_location", "1/A0000010"), ("sender_flush_location", "1/A0000008"), ("sender_replay_location", "1/A0000008"),
            ("receiver_received_location", "1/A0000006"), ("receiver_write_location", "1/A0000005"), ("receiver_flush_location", "1/A0000004"), ("receiver_replay_location", "1/A0000003"),
        })
        {
            Row(text, key, value);
        }
    }
}
