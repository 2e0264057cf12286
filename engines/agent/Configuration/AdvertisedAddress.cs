using System.Net;
using System.Net.Sockets;

namespace Ham4Db.OpenGaussAgent.Configuration;

/// <summary>The address that others are told.</summary>
internal static class AdvertisedAddress
{
    /// <summary>The one that the agent listens on; if that means "all", the one from which this host reaches its manager.</summary>
    /// <returns>Empty when it cannot be known.</returns>
    public static string Choose(string listenAddress, IReadOnlyList<Uri> servers)
    {
        if (IPAddress.TryParse(listenAddress, out var listen) && !IsAny(listen))
            return listenAddress;
        foreach (var server in servers)
        {
            try
            {
                using var socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
                // Sends nothing: the kernel only chooses the way.
                socket.Connect(server.IdnHost, server.Port);
                var address = ((IPEndPoint)socket.LocalEndPoint!).Address;
                return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
            }
            catch (SocketException)
            {
                // Not reachable now: the next.
            }
        }

        return "";
    }

    public static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || (address.IsIPv4MappedToIPv6 && IsAny(address.MapToIPv4()));
}
