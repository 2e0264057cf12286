using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Alerts.Bodies;

/// <summary>A body in the form that its receiver reads.</summary>
/// <param name="Content">The bytes, which are what is signed.</param>
/// <param name="ContentType">Its type.</param>
internal sealed record WebhookBody(byte[] Content, string ContentType)
{
    /// <summary>Begins the type of an event.</summary>
    public const string TypePrefix = "io.ham4db.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Makes it.</summary>
    public static WebhookBody Of(WebhookEndpoint endpoint, HookEvent hook) => endpoint.Format switch
    {
        "slack" => Of(SlackMessage.Of(hook)),
        "teams" => Of(TeamsMessage.Of(hook)),
        "pagerduty" => Of(PagerDutyEvent.Of(hook, endpoint.RoutingKey)),
        _ => OfCloudEvent(hook),
    };

    private static WebhookBody Of(JsonObject message) => new(JsonSerializer.SerializeToUtf8Bytes(message, Json), "application/json; charset=utf-8");

    private static WebhookBody OfCloudEvent(HookEvent hook)
    {
        var cloudEvent = new CloudEvent
        {
            Id = hook.Id,
            Type = TypePrefix + hook.Point,
            Source = new Uri($"/ham4db/clusters/{Uri.EscapeDataString(hook.Fields.ClusterId)}", UriKind.Relative),
            Subject = hook.Subject.Length > 0 ? hook.Subject : null,
            Time = hook.At,
            DataContentType = "application/json",
            Data = JsonSerializer.SerializeToElement(hook.Fields, Json),
        };
        var bytes = new JsonEventFormatter(Json, default).EncodeStructuredModeMessage(cloudEvent, out var type);
        return new WebhookBody(bytes.ToArray(), type.ToString());
    }
}
