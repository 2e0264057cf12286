using System.Net;
using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.Access;

/// <summary>A proxy before the service has authenticated the user and names them in a header. Whoever is not a listed proxy is not believed.</summary>
internal sealed class ProxyAuthenticator(Ham4DbOptions options, RoleMap roles) : IAuthenticator
{
    private readonly IPNetwork[] _proxies = [.. options.AuthProxyAddresses.Select(Network)];

    public string Challenge => "Proxy realm=\"Ham4Db\"";

    /// <summary>The range that an address or a CIDR range means.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static IPNetwork Network(string text)
    {
        if (text.Contains('/')) return IPNetwork.Parse(text);
        var address = IPAddress.Parse(text);
        return new(address, address.GetAddressBytes().Length * 8);
    }

    public ValueTask<Authentication?> AuthenticateAsync(HttpContext context) => ValueTask.FromResult(Authenticate(context));

    private Authentication? Authenticate(HttpContext context)
    {
        var header = context.Request.Headers[options.AuthUserHeader];
        if (header.Count == 0) return null;
        if (!IsProxy(context.Connection.RemoteIpAddress))
            return Authentication.Refused($"the header {options.AuthUserHeader} is accepted from the proxies of AuthProxyAddresses only, and this request does not come from one.");
        // A proxy that adds its own header to one of the caller's leaves two, or one with a comma.
        if (header is not [{ } user] || !CallerIdentity.IsName(user) || user.Contains(','))
            return Authentication.Refused($"the header {options.AuthUserHeader} does not name one user.");
        var lists = context.Request.Headers[options.AuthGroupsHeader];
        if (lists.Count > 1) return Authentication.Refused($"the header {options.AuthGroupsHeader} is given more than once.");
        var groups = lists.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(new CallerIdentity(user, AuthenticationMethods.Proxy, Grants(user, groups)));
    }

    private IReadOnlyList<RoleGrant> Grants(string user, string[] groups)
    {
        if (roles.NamesPeople) return roles.OfPerson([user], groups, []);
        var isPowerful = options.PowerAuthUsers.Contains("*") || options.PowerAuthUsers.Contains(user) || options.PowerAuthGroups.Intersect(groups).Any();
        return RoleGrant.Everywhere(isPowerful ? AccessRole.Admin : AccessRole.Viewer);
    }

    private bool IsProxy(IPAddress? address)
    {
        if (address is null) return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_proxies, proxy => proxy.Contains(plain));
    }
}
