using System.Globalization;
using System.Text.RegularExpressions;

namespace Ham4Db.Topologies.PostgreSql;

/// <summary>PostgreSQL's programs: the newest that the system has, else Debian's, unpacked in the cache folder.</summary>
/// <param name="Major">13, 15, ...</param>
/// <param name="BinFolder">Where postgres, pg_ctl, pg_rewind and the others are.</param>
/// <param name="LibraryPath">For LD_LIBRARY_PATH; empty for one of the system.</param>
/// <param name="User">Account of the system that servers run as: they refuse root.</param>
internal sealed partial record PostgreSqlInstallation(int Major, string BinFolder, string LibraryPath, string User)
{
    private const string Programs = "/usr/lib/postgresql";

    /// <summary>What runs a command as the servers' account, in front of it; empty when this process is nobody special itself.</summary>
    public IReadOnlyList<string> AsUser =>
    [
        .. Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups"] : Array.Empty<string>(),
        "env", "LC_ALL=C.UTF-8", .. LibraryPath.Length > 0 ? [$"LD_LIBRARY_PATH={LibraryPath}"] : Array.Empty<string>(),
    ];

    /// <exception cref="TopologyException">It cannot be had on this machine.</exception>
    public static async Task<PostgreSqlInstallation> FindAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (Newest(Programs) is { } installed)
            return new(installed, $"{Programs}/{installed}/bin", "", await AccountAsync(cancellationToken));
        var root = Path.Combine(ServerBinaries.CacheFolder, "postgresql");
        if (!Directory.Exists(root))
        {
            Directory.CreateDirectory(ServerBinaries.CacheFolder);
            using var _ = await FileLock.TakeAsync(root + ".lock", cancellationToken);
            if (!Directory.Exists(root))
                await DebianArchive.UnpackAsync("PostgreSQL", "postgresql", suite: null, root, progress, cancellationToken);
        }

        // The servers' account cannot look into root's home; the programs must be where it can.
        var shared = Path.Combine(Path.GetTempPath(), $"ham4db-postgresql-{Environment.UserName}");
        if (!Directory.Exists(shared))
        {
            await Shell.RunAsync("cp", ["-a", root, $"{shared}.{Environment.ProcessId}"], cancellationToken);
            Directory.Move($"{shared}.{Environment.ProcessId}", shared);
        }

        var major = Newest(shared + Programs) ?? throw new TopologyException($"The packages unpacked in {root} hold no PostgreSQL server; remove that folder and try again.");
        var libraries = Directory.EnumerateDirectories(Path.Combine(shared, "usr/lib"), "*-linux-gnu*").Concat(
            Directory.Exists(Path.Combine(shared, "lib")) ? Directory.EnumerateDirectories(Path.Combine(shared, "lib"), "*-linux-gnu*") : []);
        return new(major, $"{shared}{Programs}/{major}/bin", string.Join(':', libraries), await AccountAsync(cancellationToken));
    }

    private static int? Newest(string programs) => !Directory.Exists(programs) ? null : Directory.EnumerateDirectories(programs)
        .Where(folder => File.Exists(Path.Combine(folder, "bin/postgres")))
        .Select(folder => (int?)int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
        .Max();

    private static async Task<string> AccountAsync(CancellationToken cancellationToken) =>
        AccountPattern.IsMatch(await File.ReadAllTextAsync("/etc/passwd", cancellationToken)) ? "postgres" : "65534";

    [GeneratedRegex("^postgres:", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AccountPattern { get; }
}
