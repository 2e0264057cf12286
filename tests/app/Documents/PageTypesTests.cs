using System.Text.Json;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Configuration;

namespace Ham4Db.Functions.Tests.Documents;

/// <summary>The page's types are made from the service's description; docs/web.md says how to make them anew.</summary>
public sealed class PageTypesTests
{
    [Fact]
    public async Task They_have_every_schema_property_and_word_of_the_description()
    {
        await using var host = await ApiHost.StartAsync();
        var types = await File.ReadAllTextAsync(Path.Combine(SourceFolder.Path, "functions", "web", "src", "api", "schema.d.ts"), TestContext.Current.CancellationToken);
        var schemas = (await host.GetAsync("/api/v2/openapi.json")).Raw.GetProperty("components").GetProperty("schemas");
        List<string> missing = [];
        foreach (var schema in schemas.EnumerateObject())
        {
            if (!types.Contains($"        {schema.Name}: ", StringComparison.Ordinal)) missing.Add(schema.Name);
            if (schema.Value.TryGetProperty("properties", out var properties))
                missing.AddRange(properties.EnumerateObject().Where(p => !types.Contains($"            {p.Name}: ", StringComparison.Ordinal) && !types.Contains($"            {p.Name}?: ", StringComparison.Ordinal)).Select(p => $"{schema.Name}.{p.Name}"));
            if (schema.Value.TryGetProperty("enum", out var words))
                missing.AddRange(words.EnumerateArray().Where(w => w.ValueKind == JsonValueKind.String && !types.Contains($"\"{w.GetString()}\"", StringComparison.Ordinal)).Select(w => $"{schema.Name} \"{w}\""));
        }

        Assert.Empty(missing);
    }
}
