using System.Globalization;
using System.Runtime.InteropServices;

namespace Ham4Db.OpenGaussAgent.Commands;

/// <summary>Processes of this host, by what the kernel says of them.</summary>
internal static partial class ProcessTable
{
    private const int SignalKill = 9;

    /// <summary>The state letter, and when it started in ticks since the host did: with the id, a name that is never used twice.</summary>
    public static (char State, long StartTicks)? Find(int pid)
    {
        try
        {
            // The name in brackets may hold anything, blanks and brackets too.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    public static bool IsAlive(int pid) => Find(pid) is { State: not ('Z' or 'X') };

    /// <summary>Ends a process with all that descend from it, if it is still the one that started then.</summary>
    public static void Kill(int pid, long startTicks)
    {
        if (Find(pid) is not { } found || found.StartTicks != startTicks)
            return;
        foreach (var member in Descendants(pid))
            _ = SendSignal(member, SignalKill);
    }

    /// <summary>Some process of this host has this name.</summary>
    public static bool Exists(string name) => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Any(folder =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(folder, "comm")).TrimEnd() == name;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        });

    private static List<int> Descendants(int pid)
    {
        var found = new List<int> { pid };
        for (var i = 0; i < found.Count; i++)
        {
            try
            {
                found.AddRange(File.ReadAllText($"/proc/{found[i]}/task/{found[i]}/children")
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, CultureInfo.InvariantCulture)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Gone meanwhile.
            }
        }

        return found;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int processId, int signal);
}
