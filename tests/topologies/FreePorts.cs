using System.Net;
using System.Net.Sockets;

namespace Ham4Db.Topologies;

/// <summary>
/// Ports below the range that the kernel gives to outgoing connections: a server that is down for a while
/// must find its port free again when it comes back.
/// </summary>
internal static class FreePorts
{
    private const int First = 20_000;
    private const int End = 32_000;

    public static int Choose()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Taken: another one.
            }
        }
    }
}
