using System.Diagnostics.CodeAnalysis;

namespace Ham4Db.Core.Model;

/// <summary>Address of a database instance: engine, host and port. Two servers are the same only if their server ids say so; the key is how we reach one.</summary>
/// <param name="Engine">The engine that speaks at the address.</param>
/// <param name="Host">Host name or address, without brackets.</param>
/// <param name="Port">TCP port, 1 to 65535.</param>
public readonly record struct InstanceKey(DatabaseEngine Engine, string Host, int Port) : IComparable<InstanceKey>
{
    /// <summary>Text that marks a replica as detached when it stands before its source's host name.</summary>
    public const string DetachedPrefix = "//";

    /// <summary>Whether the key names a reachable address: a host, not a detached or reset mark, and a port.</summary>
    public bool IsValid => !string.IsNullOrEmpty(Host) && Host != "_" && !IsDetached && Port is > 0 and <= 65535;

    /// <summary>Whether the host carries the mark of a detached replica.</summary>
    public bool IsDetached => Host is not null && Host.StartsWith(DetachedPrefix, StringComparison.Ordinal);

    /// <summary>Orders by engine, host (ordinal) and port.</summary>
    public int CompareTo(InstanceKey other)
    {
        var byEngine = Engine.CompareTo(other.Engine);
        if (byEngine != 0) return byEngine;
        var byHost = string.CompareOrdinal(Host, other.Host);
        return byHost != 0 ? byHost : Port.CompareTo(other.Port);
    }

    /// <summary>Parses <c>host</c>, <c>host:port</c> or <c>[ipv6]:port</c>.</summary>
    /// <param name="text">The text to parse.</param>
    /// <param name="engine">Engine of the key.</param>
    /// <param name="defaultPort">Port where the text has none.</param>
    /// <param name="key">The key, when the text is one.</param>
    /// <returns>Whether the text is an address.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, DatabaseEngine engine, int defaultPort, out InstanceKey key)
    {
        key = default;
        if (string.IsNullOrWhiteSpace(text)) return false;
        var value = text.Trim();
        var host = value;
        var port = defaultPort;
        var colon = value.LastIndexOf(':');
        var closing = value.LastIndexOf(']');
        var isBareIpv6 = closing < 0 && colon >= 0 && value.IndexOf(':') != colon;
        if (colon > closing && !isBareIpv6)
        {
            if (!int.TryParse(value[(colon + 1)..], out port)) return false;
            host = value[..colon];
        }

        key = new InstanceKey(engine, host.Trim('[', ']'), port);
        return key.IsValid;
    }

    /// <summary><c>host:port</c>, with brackets around an IPv6 host.</summary>
    public override string ToString() => Host?.Contains(':') == true ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
