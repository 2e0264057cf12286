using System.Net;
using System.Net.Sockets;

namespace Ham4Db.Topologies;

/// <summary>
/// Ports below the range that the kernel gives to outgoing connections: a server that is down for a while
/// must find its port free again when it comes back.
/// </summary>
public static class FreePorts
{
    private const int First = 20_000;
    private const int End = 32_000;

    /// <summary>One that nobody listens on now.</summary>
    /// <param name="inARow">How many are free from it on.</param>
    public static int Choose(int inARow = 1)
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            if (Enumerable.Range(port, inARow).All(IsFree)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
