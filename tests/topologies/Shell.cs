using System.Diagnostics;

namespace Ham4Db.Topologies;

/// <summary>Runs a program to its end.</summary>
internal static class Shell
{
    /// <returns>What it printed.</returns>
    /// <exception cref="TopologyException">It is missing or failed; the message holds the end of what it said.</exception>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = StartOrExplain(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                await process.StandardInput.WriteAsync((input ?? "").AsMemory(), cancellationToken);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended without reading; its exit code and messages say why.
            }

            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? await output
                : throw new TopologyException($"'{program} {string.Join(' ', arguments)}' failed with exit code {process.ExitCode}: {Tail(await errors + await output)}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The last lines of a text, for a message.</summary>
    public static string Tail(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(15));

    private static Process StartOrExplain(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new TopologyException($"The program '{start.FileName}' is needed to start database servers, and it cannot be run: {e.Message}.", e);
        }
    }
}
