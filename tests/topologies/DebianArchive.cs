using System.Text.RegularExpressions;

namespace Ham4Db.Topologies;

/// <summary>
/// Takes a server and all the libraries that it needs from the Debian archive named in this machine's apt sources.
/// apt runs with lists, cache and package status of its own (an empty status makes it resolve the whole closure),
/// so it needs no root and the system's package database stays as it is.
/// </summary>
internal static partial class DebianArchive
{
    private const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    // Neither is needed to run a server, and they are a third of the bytes.
    private static readonly string[] NotUnpacked = ["perl", "libperl", "libc-gconv"];

    /// <summary>Fills <paramref name="root"/>, which appears only when complete.</summary>
    public static async Task UnpackServerAsync(ServerFlavor flavor, string root, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var (name, package) = flavor == ServerFlavor.MariaDb ? ("MariaDB", "mariadb-server-core") : ("Oracle MySQL", "mysql-server-core");
        // A mirror may lag behind the validity of unstable's index; its signature is checked all the same.
        await UnpackAsync(name, package, suite: flavor == ServerFlavor.MariaDb ? null : "sid", root, progress, cancellationToken);
    }

    /// <summary>Fills <paramref name="root"/> with a package and everything that it needs; it appears only when complete.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="package">The package.</param>
    /// <param name="suite">The release that has it; null for this machine's own.</param>
    /// <param name="root">The folder.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task UnpackAsync(string name, string package, string? suite, string root, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var (archive, release) = await FindArchiveAsync(name, cancellationToken);
        suite ??= release;
        var work = root + ".work";
        RemoveFolder(work);
        Directory.CreateDirectory(Path.Combine(work, "lists/partial"));
        Directory.CreateDirectory(Path.Combine(work, "cache/archives/partial"));
        var unpacked = Path.Combine(work, "root");
        Directory.CreateDirectory(unpacked);
        await File.WriteAllTextAsync(Path.Combine(work, "status"), "", cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(work, "sources.list"), $"deb [signed-by={Keyring} check-valid-until=no] {archive} {suite} main\n", cancellationToken);
        string[] options =
        [
            "-q", "-o", $"Dir::Etc::sourcelist={work}/sources.list", "-o", "Dir::Etc::sourceparts=-",
            "-o", "Dir::Etc::preferences=/dev/null", "-o", "Dir::Etc::preferencesparts=-",
            "-o", $"Dir::State={work}", "-o", $"Dir::State::status={work}/status", "-o", $"Dir::Cache={work}/cache",
            "-o", "APT::Install-Recommends=false", "-o", $"APT::Sandbox::User={Environment.UserName}",
            "-o", "Acquire::Languages=none", "-o", "Debug::NoLocking=true",
        ];
        progress?.Report($"Reading the package index of Debian {suite}");
        await Shell.RunAsync("apt-get", [.. options, "update"], cancellationToken);
        progress?.Report($"Downloading {name}");
        await Shell.RunAsync("apt-get", [.. options, "-y", "--download-only", "install", package], cancellationToken);
        progress?.Report($"Unpacking {name}");
        foreach (var deb in Directory.EnumerateFiles(Path.Combine(work, "cache/archives"), "*.deb"))
        {
            if (!NotUnpacked.Any(prefix => Path.GetFileName(deb).StartsWith(prefix, StringComparison.Ordinal)))
                await Shell.RunAsync("dpkg", ["-x", deb, unpacked], cancellationToken);
        }

        Directory.Move(unpacked, root);
        RemoveFolder(work);
    }

    // apt itself knows which archive serves this release, whatever form its sources are written in.
    private static async Task<(string Archive, string Release)> FindArchiveAsync(string name, CancellationToken cancellationToken)
    {
        if (!File.Exists(Keyring) || !File.Exists("/etc/os-release"))
            throw new TopologyException($"{name} is not installed, and it can be fetched on Debian only. Install it and try again.");
        var match = CodenamePattern.Match(await File.ReadAllTextAsync("/etc/os-release", cancellationToken));
        var release = match.Success ? match.Groups[1].Value : "sid";
        var lines = await Shell.RunAsync("apt-get", ["update", "--print-uris", "-o", "Debug::NoLocking=true"], cancellationToken);
        // Archives of other vendors may use the same release names.
        var archive = ArchivePattern.Matches(lines)
            .Where(uri => uri.Groups[2].Value == release || uri.Groups[2].Value == "stable")
            .OrderBy(uri => uri.Groups[1].Value.EndsWith("/debian", StringComparison.Ordinal) ? 0 : 1)
            .FirstOrDefault();
        return archive is null
            ? throw new TopologyException($"{name} is not installed, and apt's sources name no Debian archive for '{release}' to fetch it from.")
            : (archive.Groups[1].Value, release);
    }

    private static void RemoveFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex(@"^VERSION_CODENAME=""?(\w+)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodenamePattern { get; }

    [GeneratedRegex(@"^'(\S+?)/dists/([^/]+)/InRelease'", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ArchivePattern { get; }
}
