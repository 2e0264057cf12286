using System.Globalization;
using System.Net;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Parsing;

/// <summary>A sender's channel, <c>10.0.0.1:15401--&gt;10.0.0.2:52414</c>, or a receiver's, with the arrow the other way; IPv6 with or without square brackets.</summary>
internal static class ChannelText
{
    /// <returns>Null for what is no channel.</returns>
    public static Channel? Parse(string text)
    {
        var arrow = text.IndexOf("-->", StringComparison.Ordinal);
        if (arrow < 0)
            arrow = text.IndexOf("<--", StringComparison.Ordinal);
        if (arrow < 0 || ParseEnd(text.AsSpan(0, arrow)) is not var (localAddress, localPort) || ParseEnd(text.AsSpan(arrow + 3)) is not var (remoteAddress, remotePort))
            return null;
        return new Channel { LocalAddress = localAddress, LocalPort = localPort, RemoteAddress = remoteAddress, RemotePort = remotePort };
    }

    private static (string Address, int Port)? ParseEnd(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        // The port comes after the last colon, whatever the address is.
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return null;
        var address = text[..colon].Trim("[]");
        return IPAddress.TryParse(address, out _) ? (address.ToString(), port) : null;
    }
}
