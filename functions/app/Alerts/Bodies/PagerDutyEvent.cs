using System.Text.Json;
using System.Text.Json.Nodes;
using Ham4Db.Functions.Alerts.Events;

namespace Ham4Db.Functions.Alerts.Bodies;

/// <summary>
/// An event of PagerDuty's Events API v2. What is about one instance of one cluster has one key: a detection or a failed recovery triggers,
/// a recovery that succeeds and a detection that has ended resolve.
/// </summary>
internal static class PagerDutyEvent
{
    private const int MaxKeyLength = 255;

    public static JsonObject Of(HookEvent hook, string routingKey)
    {
        var resolves = HookText.Mood(hook) is HookMood.Good || hook.Point is HookPoint.PostPrimaryFailover or HookPoint.PostIntermediateFailover or HookPoint.PostFailover;
        var key = $"ham4db/{hook.Fields.ClusterId}/{hook.Subject}";
        var message = new JsonObject
        {
            ["routing_key"] = routingKey,
            ["event_action"] = resolves ? "resolve" : "trigger",
            ["dedup_key"] = key.Length <= MaxKeyLength ? key : key[..MaxKeyLength],
        };
        if (resolves) return message;
        message["payload"] = new JsonObject
        {
            ["summary"] = HookText.Title(hook),
            ["source"] = hook.Subject.Length > 0 ? hook.Subject : "ham4db",
            ["severity"] = HookText.Mood(hook) switch { HookMood.Bad => "critical", HookMood.Warning => "error", _ => "info" },
            ["timestamp"] = hook.At.ToString("O"),
            ["component"] = hook.Fields.InstanceType,
            ["group"] = hook.ClusterTitle,
            ["class"] = hook.Fields.FailureType,
            ["custom_details"] = JsonSerializer.SerializeToNode(HookText.Facts(hook).ToDictionary(fact => fact.Name, fact => fact.Value)),
        };
        return message;
    }
}
