using System.Text.Json;

namespace Ham4Db.Functions.Alerts.Incoming;

/// <summary>What Prometheus' Alertmanager sends to a webhook, version 4.</summary>
internal static class AlertmanagerAlerts
{
    private const string Version = "4";

    /// <exception cref="AlertFormatException">It is something else.</exception>
    public static IReadOnlyList<IncomingAlert> Read(JsonElement json)
    {
        var alerts = AlertJson.Array(json, "alerts", "");
        if (AlertJson.Text(json, "version") is var version and not Version) throw new AlertFormatException($"version is '{version}'; allowed: {Version}.");
        return [.. alerts.EnumerateArray().Select((alert, index) => Read(alert, $"alerts[{index}]."))];
    }

    private static IncomingAlert Read(JsonElement alert, string place)
    {
        var labels = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        AlertJson.AddTexts(AlertJson.Object(alert, "labels", place), labels);
        return new IncomingAlert(labels.GetValueOrDefault("alertname", "alert"), labels, []);
    }
}
