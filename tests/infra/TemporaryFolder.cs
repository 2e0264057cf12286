namespace Ham4Db.Infra.Tests;

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ham4db-infra-").FullName;

    /// <summary>A file of the repository as it is named from here.</summary>
    public string Relative(params string[] parts) => System.IO.Path.GetRelativePath(Path, Repository.Path(parts));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
