using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Ham4Db.OpenGaussAgent.Commands;

/// <summary>Runs the database's programs: bounded in time and in what they print.</summary>
internal sealed class CommandRunner
{
    /// <summary>Characters of each stream that are kept; what comes after is read and dropped.</summary>
    public const int OutputLimit = 1 << 20;

    // A server that a program has started may hold the program's output open for ever.
    private static readonly TimeSpan AfterEnd = TimeSpan.FromMilliseconds(300);

    /// <exception cref="OperationCanceledException">The caller gave up; the program has been ended.</exception>
    public async Task<CommandResult> RunAsync(Command command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Words are read in one language.
        start.Environment["LC_ALL"] = "C";
        start.Environment["LANG"] = "C";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new(-1, "", $"'{command.Program}' cannot be run: {e.Message}", TimedOut: false);
        }

        command.OnProcess?.Invoke(process.Id);
        try
        {
            process.StandardInput.Close();
            return await WaitAsync(process, command, cancellationToken);
        }
        finally
        {
            command.OnProcess?.Invoke(0);
        }
    }

    private static async Task<CommandResult> WaitAsync(Process process, Command command, CancellationToken cancellationToken)
    {
        using var reading = new CancellationTokenSource();
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var readers = Task.WhenAll(
            ReadAsync(process.StandardOutput, output, command.OnLine, reading.Token),
            ReadAsync(process.StandardError, error, command.OnLine, reading.Token));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(command.Timeout);
        var timedOut = false;
        try
        {
            // Not WaitForExitAsync, which waits for the end of the output too.
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            process.EnableRaisingEvents = true;
            process.Exited += (_, _) => ended.TrySetResult();
            await ended.Task.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            timedOut = true;
            End(process, command.EndsChildren);
            cancellationToken.ThrowIfCancellationRequested();
        }

        var rest = command.StartsNothing && !timedOut ? command.Timeout : AfterEnd;
        await Task.WhenAny(readers, Task.Delay(rest, CancellationToken.None));
        timedOut |= command.StartsNothing && !readers.IsCompleted;
        await reading.CancelAsync();
        lock (output)
        {
            lock (error)
            {
                return new(timedOut ? -1 : process.ExitCode, output.ToString(), error.ToString(), timedOut);
            }
        }
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder text, Action<string>? onLine, CancellationToken cancellationToken)
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        try
        {
            while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                lock (text)
                {
                    text.Append(buffer, 0, Math.Min(count, Math.Max(0, OutputLimit - text.Length)));
                }

                if (onLine is null)
                    continue;
                foreach (var letter in buffer.AsMemory(0, count).ToArray())
                {
                    // Progress is often told by going back to the start of the line.
                    if (letter is not ('\n' or '\r'))
                    {
                        if (line.Length < 500)
                            line.Append(letter);
                        continue;
                    }

                    if (line.Length > 0)
                        onLine(line.ToString());
                    line.Clear();
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // What has come is enough.
        }
    }

    private static void End(Process process, bool withChildren)
    {
        try
        {
            process.Kill(withChildren);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }
}
