namespace Ham4Db.Functions.Configuration;

/// <summary>Where the service listens.</summary>
/// <param name="Host">Address, an IPv6 one in brackets, or <c>localhost</c>; <c>*</c> for all interfaces.</param>
/// <param name="Port">TCP port; 0 lets the system choose one.</param>
public readonly record struct ListenEndpoint(string Host, int Port)
{
    /// <summary>Address for Kestrel.</summary>
    public string Url => $"http://{Host}:{Port}";

    /// <summary>The same with TLS.</summary>
    public string SecureUrl => $"https://{Host}:{Port}";

    /// <summary>Parses <c>host:port</c>, <c>[ipv6]:port</c> or <c>:port</c>.</summary>
    /// <param name="text">Text to parse.</param>
    /// <param name="endpoint">The endpoint, when the text is one.</param>
    /// <returns>Whether the text is an endpoint.</returns>
    public static bool TryParse(string text, out ListenEndpoint endpoint)
    {
        endpoint = default;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port)) return false;
        var host = text[..colon];
        var address = host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host.Contains(':') ? "" : host;
        // Kestrel listens on all interfaces for any other name, which is not what a name looks like.
        if (host.Length > 0 && host != "*" && host != "localhost" && !HostFilters.IsAddress(address)) return false;
        endpoint = new(host.Length == 0 ? "*" : host, port);
        return true;
    }
}
