using System.Diagnostics;

namespace Ham4Db.Infra.Tests;

/// <summary>What a program that was run to its end said.</summary>
internal sealed record ProgramRun(int Code, string Output, string Errors)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(3);

    /// <summary>Runs a program in the repository's folder.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that it sees beside those of the tests; null takes one away.</param>
    /// <param name="limit">How long it may take; three minutes unless it says otherwise.</param>
    public static async Task<ProgramRun> OfAsync(string program, string[] arguments, IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? limit = null)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Folder };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ending.CancelAfter(limit ?? Usual);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ending.Token);
            var errors = process.StandardError.ReadToEndAsync(ending.Token);
            await process.WaitForExitAsync(ending.Token);
            return new(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
