namespace Ham4Db.Web.Tests.Support;

/// <summary>Where the sources lie that this was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Sources of the page.</summary>
    public static string Page { get; } = Path.Combine(Root, "functions", "web");

    /// <summary>A folder for what people look at afterwards.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "web")).FullName;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ham4Db.Functions.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The solution is not above this.");
        return folder.FullName;
    }
}
