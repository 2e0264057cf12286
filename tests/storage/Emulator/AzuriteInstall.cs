using System.Diagnostics;
using System.Reflection;

namespace Ham4Db.Storage.Tests;

/// <summary>The emulator as azurite/package-lock.json pins it, installed once beside that file.</summary>
internal static class AzuriteInstall
{
    private static string Folder { get; } = typeof(AzuriteInstall).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "AzuriteFolder").Value!;

    /// <summary>The program of one of its services.</summary>
    public static string Server(string service) => Path.Combine(Folder, $"node_modules/azurite/dist/src/{service}/main.js");

    public static async Task EnsureAsync(CancellationToken ct)
    {
        // Suites that run side by side install it once. The lock lies outside node_modules, which npm ci deletes.
        using var turn = await LockAsync(Path.Combine(Folder, "node_modules.lock"), ct);
        if (IsCurrent())
            return;
        var start = new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start)!;
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(ct), npm.StandardError.ReadToEndAsync(ct));
        await npm.WaitForExitAsync(ct);
        Assert.True(npm.ExitCode == 0, $"npm ci failed in {Folder}:\n{await output}\n{await errors}");
    }

    // npm writes its own copy of the lock file last, so an install that was interrupted has none.
    private static bool IsCurrent()
    {
        var written = new FileInfo(Path.Combine(Folder, "node_modules/.package-lock.json"));
        return written.Exists && written.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"));
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken ct)
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (deadline.Elapsed < TimeSpan.FromMinutes(5))
            {
                await Task.Delay(200, ct);
            }
        }
    }
}
