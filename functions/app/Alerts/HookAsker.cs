using System.Text.Json;
using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Telemetry;

namespace Ham4Db.Functions.Alerts;

/// <summary>Asks webhooks, all at once, whether something may happen.</summary>
public sealed class HookAsker(
    HookEvents hooks, WebhookSender sender, RecoveryTimeline timeline, ServiceMetrics metrics, TimeProvider time, ILogger<HookAsker> logger)
{
    private const int MaxReason = 300;
    private const int RequestTimeout = 408;
    private const int TooManyRequests = 429;

    // A connection that broke just now is no answer; one more request is made while there is time.
    private const int Attempts = 2;

    /// <summary>Asks. Done twice, the same id is sent twice.</summary>
    public async Task<HookVerdict> AskAsync(HookEvent hook, RecoveryTicket ticket, CancellationToken cancellationToken)
    {
        var refusals = await Task.WhenAll(hooks.EndpointsOf(hook).Select(endpoint => AskAsync(endpoint, hook, ticket, cancellationToken)));
        return new HookVerdict(refusals.FirstOrDefault(refusal => refusal is not null));
    }

    private async Task<string?> AskAsync(WebhookEndpoint endpoint, HookEvent hook, RecoveryTicket ticket, CancellationToken cancellationToken)
    {
        try
        {
            await timeline.StepAsync(
                ticket,
                $"ask-{endpoint.Name}",
                target: null,
                $"Ask {endpoint.Name}: {hook.Point}.",
                async () =>
                {
                    var (refusal, problem) = await JudgeAsync(endpoint, hook, cancellationToken);
                    if (refusal is not null) throw new HookRefusedException($"The webhook {endpoint.Name} refused it: {refusal}");
                    if (problem is null) return;
                    if (endpoint.OnError == WebhookEndpoint.Refuse) throw new HookRefusedException($"The webhook {endpoint.Name} could not be asked, and nothing is done without it: {problem}. Nothing was changed.");
                    AlertsLog.NotAsked(logger, endpoint.Name, hook.Id, problem);
                },
                cancellationToken);
            return null;
        }
        catch (HookRefusedException exception)
        {
            AlertsLog.Refused(logger, endpoint.Name, hook.Id, exception.Message);
            return exception.Message;
        }
    }

    private async Task<(string? Refusal, string? Problem)> JudgeAsync(WebhookEndpoint endpoint, HookEvent hook, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var started = time.GetTimestamp();
            var answer = await sender.SendAsync(endpoint, hook, cancellationToken);
            metrics.Called(endpoint.Name, answer.IsTaken, time.GetElapsedTime(started));
            var (isAllowed, reason) = Read(answer.Text);
            if (answer.IsTaken) return (isAllowed ? null : reason.Length > 0 ? reason : "it gave no reason", null);
            if (answer.Status is >= 400 and < 500 and not (RequestTimeout or TooManyRequests)) return (reason.Length > 0 ? reason : answer.Problem, null);
            var mayAskAgain = answer.Status is not null || time.GetElapsedTime(started) < TimeSpan.FromSeconds(endpoint.TimeoutSeconds) / 2;
            if (attempt == Attempts || !mayAskAgain) return (null, answer.Problem);
        }
    }

    // Whatever else an answer holds means nothing: most receivers answer with nothing, or with "ok".
    private static (bool IsAllowed, string Reason) Read(string text)
    {
        try
        {
            if (JsonSerializer.Deserialize<JsonElement>(text) is not { ValueKind: JsonValueKind.Object } json) return (true, "");
            var isAllowed = !json.TryGetProperty("allow", out var allow) || allow.ValueKind != JsonValueKind.False;
            var reason = json.TryGetProperty("reason", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
            reason = new string([.. reason.Where(c => !char.IsControl(c)).Take(MaxReason)]);
            return (isAllowed, reason);
        }
        catch (JsonException)
        {
            return (true, "");
        }
    }
}
