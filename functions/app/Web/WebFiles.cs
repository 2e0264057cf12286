using System.Reflection;

namespace Ham4Db.Functions.Web;

/// <summary>The files of the built page, which lie in the assembly. There are none where the page was not built before it.</summary>
internal sealed class WebFiles
{
    private const string Prefix = "web/";
    private const string Index = "index.html";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".woff2"] = "font/woff2",
    };

    private readonly Dictionary<string, WebFile> _files = new(StringComparer.Ordinal);

    public WebFiles(Assembly assembly)
    {
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!Types.TryGetValue(Path.GetExtension(name), out var type)) continue;
            _files[name[Prefix.Length..]] = new WebFile(type, Read(assembly, name), Compressed(".br"), Compressed(".gz"));

            byte[]? Compressed(string extension) => names.Contains(name + extension) ? Read(assembly, name + extension) : null;
        }
    }

    /// <summary>The page's only document; null where the page was not built.</summary>
    public WebFile? Document => Find(Index);

    /// <summary>The file of this name, by exactly this name; null for none.</summary>
    public WebFile? Find(string name) => _files.GetValueOrDefault(name);

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var body = new byte[stream.Length];
        stream.ReadExactly(body);
        return body;
    }
}
