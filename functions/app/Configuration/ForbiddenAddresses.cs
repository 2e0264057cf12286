using System.Net;
using System.Net.Sockets;

namespace Ham4Db.Functions.Configuration;

/// <summary>Addresses that no database has and that a host name chosen by somebody else must not lead us to, whatever the allow-list says.</summary>
internal static class ForbiddenAddresses
{
    private static readonly (IPNetwork Network, string Kind)[] Networks =
    [
        (IPNetwork.Parse("169.254.0.0/16"), "a link-local address"),
        (IPNetwork.Parse("fe80::/10"), "a link-local address"),
        (IPNetwork.Parse("224.0.0.0/4"), "a multicast address"),
        (IPNetwork.Parse("ff00::/8"), "a multicast address"),
        (IPNetwork.Parse("255.255.255.255/32"), "the broadcast address"),
        (IPNetwork.Parse("0.0.0.0/8"), "an unspecified address"),
        (IPNetwork.Parse("::/128"), "an unspecified address"),
        (IPNetwork.Parse("168.63.129.16/32"), "a metadata address of Azure"),
        (IPNetwork.Parse("100.100.100.200/32"), "a metadata address of Alibaba Cloud"),
        (IPNetwork.Parse("192.0.0.192/32"), "a metadata address of Oracle Cloud"),
        (IPNetwork.Parse("fd00:ec2::/32"), "a metadata address of AWS"),
        (IPNetwork.Parse("fd20:ce::254/128"), "a metadata address of Google Cloud"),
    ];

    /// <summary>What the address is that makes it forbidden; null for one that is not.</summary>
    public static string? KindOf(IPAddress address)
    {
        var plain = Unwrap(address);
        foreach (var (network, kind) in Networks)
            if (network.Contains(plain)) return kind;

        return null;
    }

    /// <summary>The IPv4 address inside an IPv6 address that stands for one: mapped, compatible, NAT64 or 6to4.</summary>
    public static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (bytes is [0x20, 0x02, ..]) return new IPAddress(bytes.AsSpan(2, 4));
        var isNat64 = bytes.AsSpan(0, 12).SequenceEqual((ReadOnlySpan<byte>)[0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]);
        var isCompatible = bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && bytes.AsSpan(12, 2).IndexOfAnyExcept((byte)0) >= 0;
        return isNat64 || isCompatible ? new IPAddress(bytes.AsSpan(12, 4)) : address;
    }
}
