using System.Security.Cryptography;
using System.Text;

namespace Ham4Db.Topologies;

/// <summary>
/// A data folder as the server's own initialisation makes it, with the accounts in it and no binary log:
/// made once per version and set of accounts, then copied for every server.
/// </summary>
internal static class DataTemplate
{
    public static async Task<string> EnsureAsync(ServerInstallation installation, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var sql = await InitializationSqlAsync(installation, cancellationToken);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))[..12];
        var folder = Path.Combine(ServerBinaries.CacheFolder, $"data-{installation.Flavor}-{installation.Version}-{digest}".ToLowerInvariant());
        if (Directory.Exists(folder))
            return folder;
        Directory.CreateDirectory(ServerBinaries.CacheFolder);
        using var _ = await FileLock.TakeAsync(folder + ".lock", cancellationToken);
        if (Directory.Exists(folder))
            return folder;
        progress?.Report($"Initialising a data folder for {installation.Flavor} {installation.Version}");
        var work = folder + ".work";
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
        await (installation.Flavor switch
        {
            ServerFlavor.MariaDb => InitializeMariaDbAsync(installation, work, sql, cancellationToken),
            ServerFlavor.MySql56 => InitializeMySql56Async(installation, work, sql, cancellationToken),
            _ => InitializeMySqlAsync(installation, work, sql, cancellationToken),
        });
        Directory.Move(work, folder);
        return folder;
    }

    /// <summary>Copies the template; the kernel shares the blocks where the file system can.</summary>
    public static void CopyTo(string template, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var directory in Directory.EnumerateDirectories(template, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(template, directory)));
        foreach (var file in Directory.EnumerateFiles(template, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(target, Path.GetRelativePath(template, file)));
    }

    private static async Task<string> InitializationSqlAsync(ServerInstallation installation, CancellationToken cancellationToken)
    {
        var accounts = Accounts.CreationSql(installation.Flavor);
        if (installation.Flavor != ServerFlavor.MariaDb)
            return accounts;
        // MariaDB's system tables come from SQL files, whose prefix changed from mysql_ to mariadb_ in 11.
        var sql = new StringBuilder("CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
        foreach (var name in new[] { "system_tables", "performance_tables", "system_tables_data" })
        {
            var file = new[] { "mariadb_", "mysql_" }
                .Select(prefix => Path.Combine(installation.ShareFolder, $"{prefix}{name}.sql"))
                .FirstOrDefault(File.Exists) ?? throw new TopologyException($"MariaDB's file of SQL statements '{name}' is missing in {installation.ShareFolder}.");
            sql.AppendLine(await File.ReadAllTextAsync(file, cancellationToken));
        }

        return sql
            .AppendLine("FLUSH PRIVILEGES;")
            .AppendLine("DELETE FROM mysql.global_priv WHERE Host <> 'localhost';")
            .AppendLine("FLUSH PRIVILEGES;")
            .Append(accounts)
            .ToString();
    }

    private static async Task InitializeMariaDbAsync(ServerInstallation installation, string folder, string sql, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string[] arguments =
        [
            "--bootstrap", "--skip-log-bin", "--innodb-log-file-size=4M", "--innodb-buffer-pool-size=8M",
            "--enforce-storage-engine=", "--max-allowed-packet=16M",
        ];
        await RunAsync(installation, folder, arguments, sql, cancellationToken);
    }

    private static async Task InitializeMySql56Async(ServerInstallation installation, string folder, string sql, CancellationToken cancellationToken)
    {
        CopyTo(installation.DataFolder, folder);
        File.Delete(Path.Combine(folder, "auto.cnf"));
        // Without this, accounts are not known to a server that initialises itself.
        await RunAsync(installation, folder, ["--bootstrap", "--skip-log-bin"], "FLUSH PRIVILEGES;\n" + sql, cancellationToken);
    }

    private static async Task InitializeMySqlAsync(ServerInstallation installation, string folder, string sql, CancellationToken cancellationToken)
    {
        var file = folder + ".sql";
        await File.WriteAllTextAsync(file, sql, cancellationToken);
        string[] arguments =
        [
            "--initialize-insecure", $"--init-file={file}", "--disable-log-bin", "--innodb-redo-log-capacity=8M", "--innodb-buffer-pool-size=32M",
        ];
        await RunAsync(installation, folder, arguments, "", cancellationToken);
        File.Delete(file);
        // Holds server_uuid, of which every copy needs its own.
        File.Delete(Path.Combine(folder, "auto.cnf"));
    }

    private static Task<string> RunAsync(ServerInstallation installation, string folder, string[] arguments, string input, CancellationToken cancellationToken) =>
        Shell.RunAsync(
            installation.Command[0],
            [
                .. installation.Command.Skip(1), "--no-defaults", .. installation.LocationSettings.Select(line => "--" + line),
                $"--datadir={folder}", .. Environment.IsPrivilegedProcess ? ["--user=root"] : Array.Empty<string>(), .. arguments,
            ],
            cancellationToken,
            input);
}
