using System.Globalization;
using Ham4Db.OpenGaussAgent.Commands;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Instances;

/// <summary>The first process of a server, by the file that it keeps in its data folder (postmaster.pid, the same in openGauss and PostgreSQL).</summary>
/// <param name="Process">Whether it lives.</param>
/// <param name="StartedUnixSeconds">When; null when the file does not say.</param>
/// <param name="Port">That it listens on; null when the file does not say.</param>
/// <param name="SocketFolder">Of its Unix socket; null for none.</param>
internal sealed record Postmaster(DatabaseProcess Process, long? StartedUnixSeconds, int? Port, string? SocketFolder)
{
    public static Postmaster Read(string dataFolder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(dataFolder, "postmaster.pid"));
        }
        catch (UnauthorizedAccessException)
        {
            // To take a living server for a dead one is the worse mistake.
            return new(new DatabaseProcess { Alive = true, State = "?" }, null, null, null);
        }
        catch (IOException)
        {
            return new(new DatabaseProcess(), null, null, null);
        }

        var pid = (int)(Number(lines, 0) ?? 0);
        var found = pid > 0 && Owns(pid, lines) ? ProcessTable.Find(pid) : null;
        return new(
            new DatabaseProcess
            {
                Pid = found is null ? 0 : pid,
                Alive = found is { State: not ('Z' or 'X') },
                State = found?.State.ToString() ?? "",
            },
            Number(lines, 2),
            (int?)Number(lines, 3),
            lines.Length > 4 && lines[4].StartsWith('/') ? lines[4].Split(',')[0].Trim() : null);
    }

    private static long? Number(string[] lines, int at) =>
        lines.Length > at && long.TryParse(lines[at].Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    // A file that is left over may name an id that another program has now: a server works in its data folder, and finds the same file there.
    private static bool Owns(int pid, string[] lines)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/cwd/postmaster.pid").FirstOrDefault() == lines[0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
