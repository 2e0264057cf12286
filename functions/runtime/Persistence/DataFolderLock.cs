using Ham4Db.Runtime.Hosting;

namespace Ham4Db.Runtime.Persistence;

/// <summary>Sees to it that one process at a time uses a data folder. The system gives the lock back when a process dies.</summary>
internal static class DataFolderLock
{
    public static FileStream Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RuntimeStartupException($"The data folder '{folder}' cannot be created: {e.Message}", e);
        }

        var path = Path.Combine(folder, "runtime.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RuntimeStartupException($"The data folder '{folder}' cannot be written: {e.Message}", e);
        }
        catch (IOException e) when (IsHeldByAnother(path))
        {
            throw new RuntimeStartupException($"The data folder '{folder}' is in use by another process; stop that one or choose another folder.", e);
        }
        catch (IOException e)
        {
            throw new RuntimeStartupException($"The data folder '{folder}' cannot be written: {e.Message}", e);
        }
    }

    private static bool IsHeldByAnother(string path)
    {
        // A lock refuses the exclusive open only; a folder or disk that cannot be written has no such file or refuses both.
        try
        {
            using var shared = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (IOException)
        {
            return File.Exists(path);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
