using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ham4Db.Functions.Api.V2.Documentation;

/// <summary>What the sources say of types and their members, out of the files that the compiler leaves beside a library; nothing where they are not there.</summary>
internal sealed partial class XmlDocs
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> _files = [];

    /// <summary>What a type is.</summary>
    public string Of(Type type) => Text(Find(type.Assembly, "T:" + Name(type))?.Element("summary"));

    /// <summary>What a property is.</summary>
    public string Of(Type type, string property)
    {
        if (type.GetProperty(property) is not { DeclaringType: { } declaring }) return "";
        var parameter = Find(declaring.Assembly, "T:" + Name(declaring))?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == property);
        return Text(parameter ?? Find(declaring.Assembly, $"P:{Name(declaring)}.{property}")?.Element("summary"));
    }

    private static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string Text(XElement? element)
    {
        if (element is null) return "";
        var text = string.Concat(element.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "see" or "paramref" } reference => (reference.Attribute("cref") ?? reference.Attribute("name"))?.Value.Split('.', ':')[^1],
            XElement inner => inner.Value,
            _ => "",
        }));
        return Blanks().Replace(text, " ").Trim();
    }

    private XElement? Find(Assembly assembly, string member)
    {
        if (!_files.TryGetValue(assembly, out var members)) _files[assembly] = members = Read(assembly);
        return members.GetValueOrDefault(member);
    }

    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        if (!File.Exists(file)) return [];
        return XDocument.Load(file).Descendants("member").Where(member => member.Attribute("name") is not null).DistinctBy(member => member.Attribute("name")!.Value)
            .ToDictionary(member => member.Attribute("name")!.Value);
    }

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
