using System.Text.RegularExpressions;
using Ham4Db.Core.Model;

namespace Ham4Db.Engines.MySql.Dialects;

/// <summary>Product and version number as a server's version string tells them.</summary>
/// <param name="Flavor">The product.</param>
/// <param name="Number">The version number; 0.0.0 when the text has none.</param>
internal readonly partial record struct ServerVersion(ServerFlavor Flavor, Version Number)
{
    /// <summary>MariaDB before 11 puts this before its version in the handshake, so that old replicas accept it.</summary>
    private const string ReplicationPrefix = "5.5.5-";

    /// <summary>Reads a version string from the handshake or from <c>@@version</c>.</summary>
    /// <param name="version">Version string.</param>
    /// <param name="comment"><c>@@version_comment</c> where it is known: Percona Server names itself only there.</param>
    public static ServerVersion Parse(string version, string comment = "")
    {
        var flavor = FlavorOf(version, comment);
        if (flavor is ServerFlavor.MariaDb or ServerFlavor.MaxScale && version.StartsWith(ReplicationPrefix, StringComparison.Ordinal))
            version = version[ReplicationPrefix.Length..];
        var match = NumberPattern().Match(version);
        return new(flavor, match.Success && Version.TryParse(match.Value, out var number) ? Normalize(number) : new Version(0, 0, 0));
    }

    private static ServerFlavor FlavorOf(string version, string comment) => version switch
    {
        _ when version.Contains("maxscale", StringComparison.OrdinalIgnoreCase) => ServerFlavor.MaxScale,
        _ when version.Contains("mariadb", StringComparison.OrdinalIgnoreCase) => ServerFlavor.MariaDb,
        _ when comment.Contains("mariadb", StringComparison.OrdinalIgnoreCase) => ServerFlavor.MariaDb,
        _ when comment.Contains("percona", StringComparison.OrdinalIgnoreCase) => ServerFlavor.Percona,
        _ => ServerFlavor.MySql,
    };

    private static Version Normalize(Version version) => new(version.Major, version.Minor, Math.Max(0, version.Build));

    [GeneratedRegex(@"^\d+\.\d+(\.\d+)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberPattern();
}
