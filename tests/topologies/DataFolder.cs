namespace Ham4Db.Topologies;

/// <summary>Where a topology keeps its data and logs: in memory when there is room, so that the disk's moods do not show in measurements.</summary>
internal static class DataFolder
{
    private const string Memory = "/dev/shm";
    private const long Room = 2L << 30;

    // The kernel's limit for the path of a Unix socket is 107 bytes; what is left is for the server's number and "sock".
    private const int LongestPath = 90;

    public static string Create(string? chosen)
    {
        if (chosen is null)
        {
            var parent = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room ? Memory : Path.GetTempPath();
            chosen = Path.Combine(parent, "ham4db-" + Path.GetRandomFileName());
        }

        var folder = Path.GetFullPath(chosen);
        if (folder.Length > LongestPath)
            throw new TopologyException($"The folder {folder} is too long for the path of a Unix socket; choose one of at most {LongestPath} characters.");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new TopologyException($"The folder {folder} is not empty; a topology needs one of its own.");
        try
        {
            // Nobody else may reach the sockets, where root needs no password.
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new TopologyException($"The folder {folder} for the servers' data cannot be made: {e.Message}", e);
        }

        return folder;
    }
}
