namespace Ham4Db.Topologies.PostgreSql;

/// <summary>
/// A data folder with the accounts in it, made once per version, then copied for every node: copies of one cleanly stopped folder
/// share system identifier and timeline, so a standby needs no base backup.
/// </summary>
internal static class PostgreSqlTemplate
{
    public static async Task<string> EnsureAsync(PostgreSqlInstallation installation, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(ServerBinaries.CacheFolder, $"data-postgresql-{installation.Major}-1");
        if (Directory.Exists(folder))
            return folder;
        Directory.CreateDirectory(ServerBinaries.CacheFolder);
        using var _ = await FileLock.TakeAsync(folder + ".lock", cancellationToken);
        if (Directory.Exists(folder))
            return folder;
        progress?.Report($"Initialising a data folder for PostgreSQL {installation.Major}");
        // Made where the servers' account can, then kept where this user's cache is.
        var work = Directory.CreateTempSubdirectory("ham4db-initdb-").FullName;
        try
        {
            await OwnAsync(work, installation, cancellationToken);
            var data = Path.Combine(work, "data");
            await RunAsync(installation, "initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--data-checksums", "--wal-segsize=1"], cancellationToken);
            await RunAsync(installation, "postgres", ["--single", "-D", data, "postgres"], cancellationToken, Accounts());
            await Shell.RunAsync("cp", ["-a", data, folder + ".work"], cancellationToken);
            Directory.Move(folder + ".work", folder);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        return folder;
    }

    /// <summary>Copies the template; the kernel shares the blocks where the file system can.</summary>
    public static Task CopyToAsync(string template, string target, CancellationToken cancellationToken) =>
        Shell.RunAsync("cp", ["-a", "--reflink=auto", template, target], cancellationToken);

    /// <summary>Gives a folder and what is in it to the servers' account.</summary>
    public static async Task OwnAsync(string folder, PostgreSqlInstallation installation, CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
            await Shell.RunAsync("chown", ["-R", $"{installation.User}:", folder], cancellationToken);
    }

    // Single-user mode takes a statement per line.
    private static string Accounts() => $"""
        CREATE ROLE {PostgreSqlAccounts.ManagerUser} SUPERUSER LOGIN PASSWORD '{PostgreSqlAccounts.ManagerPassword}'
        CREATE ROLE {PostgreSqlAccounts.ReplicationUser} REPLICATION LOGIN PASSWORD '{PostgreSqlAccounts.ReplicationPassword}'
        CREATE ROLE {PostgreSqlAccounts.AppUser} LOGIN PASSWORD '{PostgreSqlAccounts.AppPassword}'
        GRANT pg_write_all_data, pg_read_all_data TO {PostgreSqlAccounts.AppUser}

        """;

    private static Task<string> RunAsync(PostgreSqlInstallation installation, string program, string[] arguments, CancellationToken cancellationToken, string? input = null) =>
        Shell.RunAsync(
            installation.AsUser[0],
            [.. installation.AsUser.Skip(1), Path.Combine(installation.BinFolder, program), .. arguments],
            cancellationToken,
            input);
}
