using System.Diagnostics;

namespace Ham4Db.Topologies;

/// <summary>
/// A shell that waits for the end of its input, which comes when it is told to or when this process is gone, even by SIGKILL,
/// and then removes what a topology leaves: its namespaces and its folder.
/// </summary>
internal sealed class Janitor : IAsyncDisposable
{
    // In a session of its own, so that Ctrl-C reaches it as little as the servers. Dying servers may still write for a moment.
    private const string Script = """
        cat >/dev/null
        eval "$2"
        for i in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$1" && break; sleep 0.2; done
        """;

    private readonly Process _shell;

    /// <param name="folder">Removed at the end.</param>
    /// <param name="commands">Shell commands that run before.</param>
    public Janitor(string folder, string commands) => _shell = Process.Start(new ProcessStartInfo(
        "setsid", ["/bin/sh", "-c", Script, "sh", folder, commands])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Cleans up now.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
