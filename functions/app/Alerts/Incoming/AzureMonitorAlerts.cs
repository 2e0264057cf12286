using System.Text.Json;

namespace Ham4Db.Functions.Alerts.Incoming;

/// <summary>What Azure Monitor sends to a webhook of an action group with the common alert schema.</summary>
internal static class AzureMonitorAlerts
{
    private const string Schema = "azureMonitorCommonAlertSchema";

    /// <exception cref="AlertFormatException">It is something else.</exception>
    public static IReadOnlyList<IncomingAlert> Read(JsonElement json)
    {
        var data = AlertJson.Object(json, "data", "");
        if (AlertJson.Text(json, "schemaId") is var schema and not Schema) throw new AlertFormatException($"schemaId is '{schema}'; allowed: {Schema}.");
        var essentials = AlertJson.Object(data, "essentials", "data.");
        var labels = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (data.TryGetProperty("alertContext", out var context)) AddDimensions(context, labels);
        if (data.TryGetProperty("customProperties", out var custom) && custom.ValueKind == JsonValueKind.Object) AlertJson.AddTexts(custom, labels);
        string[] hosts = [.. Texts(essentials, "configurationItems"), .. Texts(essentials, "alertTargetIDs").Select(id => id.TrimEnd('/').Split('/')[^1])];
        return [new IncomingAlert(AlertJson.Text(essentials, "alertRule") is { Length: > 0 } rule ? rule : "alert", labels, [.. hosts.Where(host => host.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)])];
    }

    private static void AddDimensions(JsonElement context, Dictionary<string, string> labels)
    {
        if (context.ValueKind != JsonValueKind.Object || !context.TryGetProperty("condition", out var condition)) return;
        if (condition.ValueKind != JsonValueKind.Object || !condition.TryGetProperty("allOf", out var all) || all.ValueKind != JsonValueKind.Array) return;
        foreach (var dimension in all.EnumerateArray().SelectMany(part => Items(part, "dimensions")))
            if (AlertJson.Text(dimension, "name") is { Length: > 0 } name) labels[name] = AlertJson.Text(dimension, "value");
    }

    private static IEnumerable<string> Texts(JsonElement json, string name) =>
        Items(json, name).Where(item => item.ValueKind == JsonValueKind.String).Select(AlertJson.Text);

    private static List<JsonElement> Items(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray()] : [];
}
