namespace Ham4Db.Functions.Tests.Configuration;

/// <summary>The repository that the tests were built from.</summary>
internal static class SourceFolder
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Ham4Db.Functions.sln"))) folder = folder.Parent;
        return Assert.IsType<DirectoryInfo>(folder).FullName;
    }
}
