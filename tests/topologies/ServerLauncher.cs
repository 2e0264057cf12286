using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ham4Db.Topologies;

/// <summary>
/// Starts server processes that the kernel kills when this process ends, however it ends.
/// The kernel ties that to the thread that started them, not to the process, so all are started by one thread that never returns.
/// </summary>
internal static partial class ServerLauncher
{
    public const int SignalKill = 9;
    public const int SignalTerminate = 15;
    public const int SignalContinue = 18;
    public const int SignalStop = 19;

    private static readonly BlockingCollection<Action> Requests = StartSpawner();

    /// <summary>Starts a program in a session of its own (Ctrl-C in this terminal does not reach it) with its output in a file.</summary>
    public static Task<Process> StartAsync(IReadOnlyList<string> command, string outputFile)
    {
        // The shell only redirects; each program of this chain replaces the one before it, so the process id is the server's.
        var start = new ProcessStartInfo("/bin/sh",
        [
            "-c", "out=$1; shift; exec setpriv --pdeathsig KILL setsid \"$@\" >\"$out\" 2>&1 </dev/null", "sh", outputFile, .. command,
        ]);
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    /// <summary>Sends a signal; a process that is gone already is no error.</summary>
    public static void Signal(Process process, int signal)
    {
        if (!process.HasExited)
            _ = Kill(process.Id, signal);
    }

    private static BlockingCollection<Action> StartSpawner()
    {
        var requests = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var request in requests.GetConsumingEnumerable())
                request();
        })
        {
            IsBackground = true,
            Name = "database servers",
        };
        thread.Start();
        return requests;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
