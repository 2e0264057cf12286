using System.Globalization;
using System.Text;
using Ham4Db.Core.Model;

namespace Ham4Db.Engines.PostgreSql.Connections;

/// <summary>
/// A standby's primary_conninfo: libpq's <c>keyword=value</c> list, or its URI. What is not understood is kept as it is, so that a standby that is
/// pointed elsewhere loses none of its settings.
/// </summary>
internal sealed class ConnInfo
{
    /// <summary>Where a standby has been stopped its source's host stands behind this: libpq takes it for a folder of sockets, finds none, and connects to nobody.</summary>
    private const string StoppedPrefix = "/ham4db-stopped/";

    private const int StandardPort = 5432;

    /// <summary>Counts only where application_name is not given.</summary>
    private const string DefaultName = "fallback_application_name";

    private readonly List<KeyValuePair<string, string>> _settings;

    private ConnInfo(IEnumerable<KeyValuePair<string, string>> settings) => _settings = [.. settings];

    /// <summary>Nobody is followed.</summary>
    public static ConnInfo Empty { get; } = new([]);

    /// <summary>Whether a source is named.</summary>
    public bool HasSource => RawHost.Length > 0 || Get("hostaddr").Length > 0;

    /// <summary>Whether the standby was stopped by <see cref="Stopped"/>.</summary>
    public bool IsStopped => RawHost.StartsWith(StoppedPrefix, StringComparison.Ordinal);

    /// <summary>The account; empty where it is left to the server.</summary>
    public string User => Get("user");

    /// <summary>The password; empty where there is none in the text.</summary>
    public string Password => Get("password");

    /// <summary>The name under which the standby shows itself at its source; empty where it is left to the server.</summary>
    public string ApplicationName => Get("application_name");

    /// <summary>libpq's sslmode; empty where it is left to the library.</summary>
    public string SslMode => Get("sslmode");

    /// <summary>The source, the detached mark included; the first where several are named.</summary>
    public InstanceKey Source
    {
        get
        {
            var host = Get("hostaddr") is { Length: > 0 } address && !IsStopped ? address : RawHost;
            if (IsStopped) host = host[StoppedPrefix.Length..];
            var port = int.TryParse(First(Get("port")), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : StandardPort;
            return new InstanceKey(DatabaseEngine.PostgreSql, First(host), port);
        }
    }

    private string RawHost => Get("host");

    /// <summary>Reads a text; one that is malformed gives what could be read of it.</summary>
    public static ConnInfo Parse(string text)
    {
        var trimmed = text.Trim();
        return trimmed.StartsWith("postgres://", StringComparison.Ordinal) || trimmed.StartsWith("postgresql://", StringComparison.Ordinal)
            ? new ConnInfo(ParseUri(trimmed))
            : new ConnInfo(ParseList(trimmed));
    }

    /// <summary>The same settings, towards another source; a stop and a detached mark are lifted.</summary>
    public ConnInfo To(InstanceKey source) => With("host", source.Host).With("port", source.Port.ToString(CultureInfo.InvariantCulture)).Without("hostaddr");

    /// <summary>The same settings, connecting to nobody until <see cref="Started"/>.</summary>
    public ConnInfo Stopped() => IsStopped || !HasSource ? this : WithHost(StoppedPrefix + Source.Host);

    /// <summary>The same settings, connecting again.</summary>
    public ConnInfo Started() => IsStopped ? WithHost(Source.Host) : this;

    /// <summary>The same settings with the detached mark: a socket folder as well, so that nobody is followed.</summary>
    public ConnInfo Detached() => Source.IsDetached ? this : WithHost(InstanceKey.DetachedPrefix + Source.Host);

    /// <summary>The same settings without the detached mark.</summary>
    public ConnInfo Reattached() => Source is { IsDetached: true, Host: var host } ? WithHost(host[InstanceKey.DetachedPrefix.Length..]) : this;

    /// <summary>Another text that means the same: the name that a receiver has anyway is given or left out.</summary>
    public ConnInfo Touched() => Get(DefaultName).Length > 0 ? Without(DefaultName) : With(DefaultName, "walreceiver");

    /// <summary>The same settings with one of them changed; an empty value leaves it as it is.</summary>
    public ConnInfo With(string name, string value)
    {
        if (value.Length == 0) return this;
        var at = _settings.FindIndex(s => s.Key == name);
        List<KeyValuePair<string, string>> settings = [.. _settings];
        if (at < 0) settings.Add(KeyValuePair.Create(name, value));
        else settings[at] = KeyValuePair.Create(name, value);
        return new ConnInfo(settings);
    }

    /// <summary>libpq's <c>keyword='value'</c> list.</summary>
    public override string ToString() => string.Join(' ', _settings.Select(s => $"{s.Key}='{s.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'"));

    private ConnInfo Without(string name) => new(_settings.Where(s => s.Key != name));

    // Of several hosts only the first is kept: the others would be connected to in its place.
    private ConnInfo WithHost(string host) => With("host", host).With("port", Source.Port.ToString(CultureInfo.InvariantCulture)).Without("hostaddr");

    private string Get(string name) => _settings.LastOrDefault(s => s.Key == name).Value ?? "";

    private static string First(string list) => list.Split(',')[0];

    private static IEnumerable<KeyValuePair<string, string>> ParseList(string text)
    {
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            var equals = text.IndexOf('=', Math.Min(at, text.Length));
            if (at >= text.Length || equals < 0) yield break;
            var name = text[at..equals].Trim();
            at = equals + 1;
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            var isQuoted = at < text.Length && text[at] == '\'';
            if (isQuoted) at++;
            var value = new StringBuilder();
            while (at < text.Length && (isQuoted ? text[at] != '\'' : !char.IsWhiteSpace(text[at])))
            {
                if (text[at] == '\\' && at + 1 < text.Length) at++;
                value.Append(text[at++]);
            }

            if (isQuoted) at++;
            yield return KeyValuePair.Create(name, value.ToString());
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> ParseUri(string text)
    {
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var (main, query) = Split(rest, '?');
        var (authority, database) = Split(main, '/');
        if (authority.LastIndexOf('@') is >= 0 and var at)
        {
            var (user, password) = Split(authority[..at], ':');
            yield return KeyValuePair.Create("user", Uri.UnescapeDataString(user));
            if (password.Length > 0) yield return KeyValuePair.Create("password", Uri.UnescapeDataString(password));
            authority = authority[(at + 1)..];
        }

        var hosts = authority.Split(',').Select(HostAndPort).ToList();
        yield return KeyValuePair.Create("host", string.Join(',', hosts.Select(h => h.Host)));
        if (hosts.Any(h => h.Port.Length > 0)) yield return KeyValuePair.Create("port", string.Join(',', hosts.Select(h => h.Port)));
        if (database.Length > 0) yield return KeyValuePair.Create("dbname", Uri.UnescapeDataString(database));
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Split(pair, '=');
            yield return KeyValuePair.Create(Uri.UnescapeDataString(name), Uri.UnescapeDataString(value));
        }
    }

    private static (string Host, string Port) HostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > text.LastIndexOf(']') ? (Uri.UnescapeDataString(text[..colon].Trim('[', ']')), text[(colon + 1)..]) : (Uri.UnescapeDataString(text.Trim('[', ']')), "");
    }

    private static (string Before, string After) Split(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}
