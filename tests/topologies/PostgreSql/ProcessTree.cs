using System.Globalization;
using System.Runtime.InteropServices;

namespace Ham4Db.Topologies.PostgreSql;

/// <summary>Signals to a server that is many processes.</summary>
internal static partial class ProcessTree
{
    /// <summary>Sends a signal to a process and all that descend from it, the root first; those that are gone are no error.</summary>
    public static void Signal(int root, int signal)
    {
        foreach (var process in Members(root))
            _ = Kill(process, signal);
    }

    /// <summary>A process and its descendants.</summary>
    public static IReadOnlyList<int> Members(int root)
    {
        var found = new List<int> { root };
        for (var i = 0; i < found.Count; i++)
            found.AddRange(Children(found[i]));
        return found;
    }

    /// <summary>It is there and no zombie.</summary>
    public static bool IsAlive(int process) => State(process) is not (null or 'Z' or 'X');

    /// <summary>The state letter of /proc: T for stopped; null when there is no such process.</summary>
    public static char? State(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1][0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<int> Children(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/task/{process}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => int.Parse(text, CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
