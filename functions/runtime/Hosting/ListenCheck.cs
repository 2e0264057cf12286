using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Runtime.Hosting;

/// <summary>Finds out beforehand whether the host can listen where it is told to.</summary>
internal static class ListenCheck
{
    /// <exception cref="RuntimeStartupException">An address is none, is in use, or may not be used.</exception>
    public static void ThrowIfUnusable(IEnumerable<string> urls)
    {
        foreach (var url in urls)
        {
            var address = Parse(url);
            if (address is { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 })
                Bind(url, new(Host(address.Host), address.Port));
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw new RuntimeStartupException($"Cannot listen on '{url}': it is not an address such as http://127.0.0.1:7071.", e);
        }
    }

    private static IPAddress Host(string host)
    {
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
            return IPAddress.Loopback;
        return IPAddress.TryParse(host, out var ip) ? ip : IPAddress.Any;
    }

    private static void Bind(string url, IPEndPoint endPoint)
    {
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
        }
        catch (SocketException e)
        {
            throw new RuntimeStartupException($"Cannot listen on {url}: " + e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another process uses this port. Stop that process or choose another port.",
                SocketError.AccessDenied => "this user may not use that port. Choose a port above 1023.",
                SocketError.AddressNotAvailable => "this machine does not have that address.",
                _ => e.Message,
            }, e);
        }
    }
}
