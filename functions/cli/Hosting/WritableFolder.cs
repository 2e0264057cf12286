namespace Ham4Db.Cli.Hosting;

/// <summary>Makes sure that a folder can be written before anything is built on it.</summary>
internal static class WritableFolder
{
    public static void Ensure(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".write-test-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCodes.DataFolder, $"The data folder '{folder}' cannot be written: {exception.Message} Choose another one with --data.", exception);
        }
    }
}
