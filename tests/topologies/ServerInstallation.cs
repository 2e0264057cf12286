using System.Text.RegularExpressions;

namespace Ham4Db.Topologies;

/// <summary>A server program that can be started, installed in the system or unpacked in a folder.</summary>
/// <param name="Command">Program and first arguments: the unpacked loader and library path, if any, then the server.</param>
/// <param name="UnpackedRoot">Folder that the packages were unpacked in; null for one of the system.</param>
internal sealed partial record ServerInstallation(ServerFlavor Flavor, Version Version, IReadOnlyList<string> Command, string? UnpackedRoot)
{
    /// <summary>Configuration lines that tell an unpacked server where its files are; one of the system knows.</summary>
    public IEnumerable<string> LocationSettings => UnpackedRoot is null ? [] : Flavor == ServerFlavor.MySql56 ?
    [
        $"basedir={UnpackedRoot}",
        $"lc-messages-dir={UnpackedRoot}/share",
        $"character-sets-dir={UnpackedRoot}/share/charsets",
    ] :
    [
        $"basedir={UnpackedRoot}/usr",
        $"lc-messages-dir={UnpackedRoot}/usr/share/mysql",
        $"character-sets-dir={UnpackedRoot}/usr/share/mysql/charsets",
        $"plugin-dir={UnpackedRoot}/usr/lib/mysql/plugin",
    ];

    /// <summary>Folder of the SQL files that make MariaDB's system tables.</summary>
    public string ShareFolder => $"{UnpackedRoot}/usr/share/mysql";

    /// <summary>Data folder that an unpacked MySQL 5.6 brings along.</summary>
    public string DataFolder => $"{UnpackedRoot}/data/mysql";

    /// <returns>Null when the system has no such server.</returns>
    public static async Task<ServerInstallation?> FindInSystemAsync(ServerFlavor flavor, CancellationToken cancellationToken)
    {
        if (flavor == ServerFlavor.MySql56)
            return null;
        var name = flavor == ServerFlavor.MariaDb ? "mariadbd" : "mysqld";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var program = folders.Append("/usr/sbin").Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return program is null ? null : await ReadAsync(flavor, [program], null, cancellationToken);
    }

    public static async Task<ServerInstallation> FindUnpackedAsync(ServerFlavor flavor, string root, CancellationToken cancellationToken)
    {
        if (flavor == ServerFlavor.MySql56)
        {
            return await ReadAsync(flavor, ["env", $"LD_LIBRARY_PATH={root}", $"{root}/mysqld"], root, cancellationToken)
                ?? throw new TopologyException($"The server unpacked in {root} is not MySQL; remove that folder and try again.");
        }

        // The loader and the libraries of the same archive: the host's C library may be older than the server needs.
        var loader = new[] { "lib", "usr/lib" }
            .Select(folder => Path.Combine(root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder, "*-linux-gnu*"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "ld-linux*"))
            .FirstOrDefault() ?? throw new TopologyException($"The packages unpacked in {root} hold no program loader; remove that folder and try again.");
        var triplet = Path.GetFileName(Path.GetDirectoryName(loader));
        string[] command =
        [
            loader, "--library-path", $"{root}/usr/lib/{triplet}:{root}/lib/{triplet}",
            $"{root}/usr/sbin/{(flavor == ServerFlavor.MariaDb ? "mariadbd" : "mysqld")}",
        ];
        return await ReadAsync(flavor, command, root, cancellationToken)
            ?? throw new TopologyException($"The server unpacked in {root} is not {flavor}; remove that folder and try again.");
    }

    private static async Task<ServerInstallation?> ReadAsync(ServerFlavor flavor, string[] command, string? root, CancellationToken cancellationToken)
    {
        var text = await Shell.RunAsync(command[0], [.. command[1..], "--no-defaults", "--version"], cancellationToken);
        var match = VersionPattern.Match(text);
        var isMariaDb = text.Contains("MariaDB", StringComparison.Ordinal);
        return match.Success && isMariaDb == (flavor == ServerFlavor.MariaDb)
            ? new ServerInstallation(flavor, Version.Parse(match.Groups[1].Value), command, root)
            : null;
    }

    [GeneratedRegex(@"Ver (\d+\.\d+\.\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern { get; }
}
