namespace Ham4Db.Infra.Tests;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Folder, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(Path(parts));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Ham4Db.Functions.sln"))) folder = folder.Parent;
        return Assert.IsType<DirectoryInfo>(folder).FullName;
    }
}
