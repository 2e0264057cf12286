using Ham4Db.OpenGaussAgent.Configuration;

namespace Ham4Db.OpenGaussAgent.PostgreSql;

/// <summary>
/// Files in the data folder that are this node's own: pg_rewind and pg_basebackup would put the source's in their place.
/// Their copies outlive this process, until the build has ended.
/// </summary>
internal sealed class KeptFiles(DatabaseOptions options, string stateFolder)
{
    private const string Automatic = "postgresql.auto.conf";
    private readonly string _folder = Path.Combine(stateFolder, "kept");

    /// <summary>Does nothing when copies are there: those of a build that did not end are the true ones.</summary>
    public void Save()
    {
        if (Directory.Exists(_folder))
            return;
        var work = _folder + ".work";
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var name in options.KeepFiles.Where(name => File.Exists(Path.Combine(options.DataFolder, name))))
            File.Copy(Path.Combine(options.DataFolder, name), Path.Combine(work, name));
        Directory.Move(work, _folder);
    }

    public void Restore()
    {
        // Written into the file that is there, which has the right owner.
        foreach (var file in Directory.EnumerateFiles(_folder))
            File.WriteAllBytes(Path.Combine(options.DataFolder, Path.GetFileName(file)), File.ReadAllBytes(file));
    }

    public void Forget()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What ALTER SYSTEM would write, for a database that is down.</summary>
    public async Task SetAutomaticAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var path = Path.Combine(options.DataFolder, Automatic);
        var lines = File.Exists(path) ? await File.ReadAllLinesAsync(path, cancellationToken) : [];
        var others = lines.Where(line => !settings.ContainsKey(line.Split('=')[0].Trim()));
        await File.WriteAllLinesAsync(
            path, [.. others, .. settings.Select(setting => $"{setting.Key} = '{setting.Value.Replace("'", "''", StringComparison.Ordinal)}'")], cancellationToken);
    }
}
