using System.Text.Json;
using System.Text.Json.Nodes;
using Ham4Db.Infra.Tests;

[assembly: AssemblyFixture(typeof(Compiled))]

namespace Ham4Db.Infra.Tests;

/// <summary>The template and the parameter files as Bicep compiles them, once for all tests.</summary>
public sealed class Compiled : IAsyncLifetime
{
    /// <summary>The sizes that there are parameter files for.</summary>
    public static readonly string[] Sizes = ["small", "standard", "highlyavailable"];

    private readonly Dictionary<string, JsonObject> _parameters = [];

    /// <summary>The template that Azure Resource Manager gets.</summary>
    public JsonObject Template { get; private set; } = [];

    /// <summary>The same as text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What the compiler said about it.</summary>
    public string Remarks { get; private set; } = "";

    /// <summary>All resources, those of modules too.</summary>
    public IReadOnlyList<JsonObject> Resources { get; private set; } = [];

    /// <summary>The template and those of its modules.</summary>
    public IEnumerable<JsonObject> Templates => Resources.Select(TemplateOf).OfType<JsonObject>().Prepend(Template);

    public async ValueTask InitializeAsync()
    {
        var run = await Bicep.RunAsync("build", Repository.Path("infra", "main.bicep"), "--stdout");
        Assert.True(run.Code == 0, run.Errors);
        (Text, Remarks) = (run.Output, run.Errors);
        Template = JsonNode.Parse(Text)!.AsObject();
        Resources = [.. ResourcesOf(Template)];
        foreach (var size in Sizes)
        {
            var built = await Bicep.RunAsync("build-params", Repository.Path("infra", "parameters", $"{size}.bicepparam"), "--stdout");
            Assert.True(built.Code == 0, built.Errors);
            Assert.Equal("", built.Errors);
            var file = JsonNode.Parse(JsonNode.Parse(built.Output)!["parametersJson"]!.GetValue<string>())!;
            _parameters[size] = file["parameters"]!.AsObject();
        }
    }

    /// <summary>A parameter's value in one of the sizes: what its file says, else the default.</summary>
    public JsonNode Parameter(string size, string name) => _parameters[size][name]?["value"] ?? Template["parameters"]![name]!["defaultValue"]!;

    /// <summary>Names of the parameters that a size's file sets.</summary>
    public IEnumerable<string> Given(string size) => _parameters[size].Select(parameter => parameter.Key);

    /// <summary>Resources of a type.</summary>
    public IReadOnlyList<JsonObject> OfType(string type) => [.. Resources.Where(resource => resource["type"]!.GetValue<string>() == type)];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Properties of other resources may be an expression that makes them.
    private static JsonObject? TemplateOf(JsonObject resource) => (resource["properties"] as JsonObject)?["template"]?.AsObject();

    private static IEnumerable<JsonObject> ResourcesOf(JsonNode template)
    {
        var resources = template["resources"] switch
        {
            JsonObject byName => byName.Select(pair => pair.Value!),
            JsonArray list => list.Select(item => item!),
            _ => throw new JsonException("A template without resources"),
        };
        foreach (var resource in resources.Select(node => node.AsObject()).Where(resource => resource["existing"] is null))
        {
            yield return resource;
            if (TemplateOf(resource) is not { } nested) continue;
            foreach (var inner in ResourcesOf(nested)) yield return inner;
        }
    }
}
