namespace Ham4Db.Topologies;

/// <summary>Keeps other processes of this user out of a shared folder while one of them fills it.</summary>
internal static class FileLock
{
    public static async Task<IDisposable> TakeAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Directory.Exists(Path.GetDirectoryName(path)))
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}
