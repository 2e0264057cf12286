using System.Net;
using System.Text.RegularExpressions;
using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Alerts.Events;

namespace Ham4Db.Functions.Configuration;

/// <summary>What holds for the items of <see cref="Ham4DbOptions.Webhooks"/>.</summary>
internal sealed partial class WebhookOptionRules(string workingFolder, OptionValues values, ConfigurationReport report)
{
    private const string Key = nameof(Ham4DbOptions.Webhooks);
    private const int MaxTimeoutSeconds = 60;
    private const int MaxAttempts = 100;

    private static readonly string[] Formats = ["cloudevents", "slack", "teams", "pagerduty"];
    private static readonly string[] OwnHeaders = ["webhook-", "content-", "host", "connection", "transfer-encoding"];

    /// <summary>Checks all, and reads the files with their secrets.</summary>
    public IReadOnlyList<WebhookEndpoint> Complete(IReadOnlyList<WebhookEndpoint> endpoints)
    {
        foreach (var twice in endpoints.GroupBy(e => e.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            Fail($"{Key} has {twice.Count()} items with the Name \"{twice.Key}\"; allowed: a name of its own for each.");
        return endpoints.Count == 0 ? endpoints : [.. endpoints.Select(Complete)];
    }

    private WebhookEndpoint Complete(WebhookEndpoint endpoint)
    {
        if (!NamePattern().IsMatch(endpoint.Name)) Fail($"{Key} has an item with the Name \"{endpoint.Name}\"; allowed: 1 to 40 letters, digits, - and _.");
        CheckUrl(endpoint);
        CheckWords(endpoint);
        CheckClusters(endpoint);
        CheckNumber(endpoint, nameof(endpoint.TimeoutSeconds), endpoint.TimeoutSeconds, MaxTimeoutSeconds);
        CheckNumber(endpoint, nameof(endpoint.MaxAttempts), endpoint.MaxAttempts, MaxAttempts);
        foreach (var header in endpoint.Headers)
            if (!HeaderPattern().IsMatch(header.Key) || OwnHeaders.Any(own => header.Key.StartsWith(own, StringComparison.OrdinalIgnoreCase)) || header.Value.Any(char.IsControl))
                Fail($"{Key}: {endpoint.Name} has the header \"{header.Key}\"; allowed: names of headers other than {string.Join(", ", OwnHeaders)}, with a value of one line.");
        endpoint = ReadSecrets(endpoint);
        if (endpoint.Secrets.Any(secret => WebhookSignature.KeyOf(secret) is null))
            Fail($"{Key}: {endpoint.Name} has a secret that is not right (it is not shown); allowed: whsec_ and 24 to 64 bytes in base64.");
        if (endpoint is { Format: "cloudevents", Secrets.Count: 0 })
            Warn($"{Key}: {endpoint.Name} has no Secrets, so that its receiver cannot tell our requests from anybody's.");
        return endpoint;
    }

    private void CheckUrl(WebhookEndpoint endpoint)
    {
        if (!Uri.TryCreate(endpoint.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            Fail($"{Key}: {endpoint.Name} has a Url that is not right (it is not shown); allowed: an http or https address without a user name.");
            return;
        }

        if (!endpoint.AllowLinkLocal && IPAddress.TryParse(url.DnsSafeHost, out var address) && ForbiddenAddresses.KindOf(address) is { } kind)
            Fail($"{Key}: {endpoint.Name} is called at {kind}, {address}; allowed: other addresses, or \"AllowLinkLocal\": true.");
        if (url is { Scheme: "http", IsLoopback: false }) Warn($"{Key}: {endpoint.Name} is called over http: whoever is on the way can read it.");
    }

    private void CheckWords(WebhookEndpoint endpoint)
    {
        if (!Formats.Contains(endpoint.Format)) Fail($"{Key}: {endpoint.Name} has the Format \"{endpoint.Format}\"; allowed: {string.Join(", ", Formats)}.");
        if (endpoint.OnError is not (WebhookEndpoint.Refuse or WebhookEndpoint.Allow))
            Fail($"{Key}: {endpoint.Name} has the OnError \"{endpoint.OnError}\"; allowed: {WebhookEndpoint.Refuse}, {WebhookEndpoint.Allow}.");
        foreach (var name in endpoint.Events.Where(name => !HookPoint.All.Contains(name)))
            Fail($"{Key}: {endpoint.Name} has the event \"{name}\" among its Events; allowed: {string.Join(", ", HookPoint.All)}.");
        if (endpoint.Format == "pagerduty" && endpoint.RoutingKey.Length == 0) Fail($"{Key}: {endpoint.Name} has the Format pagerduty and no RoutingKey; allowed: the integration key of a service.");
        if (endpoint.Format != "cloudevents" && endpoint.Events.Any(HookPoint.Asks))
            Fail($"{Key}: {endpoint.Name} has the Format {endpoint.Format} and an event that waits for an answer; allowed: cloudevents for such events.");
    }

    private void CheckClusters(WebhookEndpoint endpoint)
    {
        foreach (var filter in endpoint.Clusters)
            if (filter.Length == 0 || (ClusterFilters.PatternOf(filter) is { } pattern && !Patterns.TryCompile(pattern, out _, out _)))
                Fail($"{Key}: {endpoint.Name} has \"{filter}\" among its Clusters; allowed: a name, alias=, alias~= with a regular expression, *, or a regular expression.");
    }

    private void CheckNumber(WebhookEndpoint endpoint, string field, int number, int max)
    {
        if (number < 1 || number > max) Fail($"{Key}: {endpoint.Name} has the {field} {number}; allowed: a whole number from 1 to {max}.");
    }

    private WebhookEndpoint ReadSecrets(WebhookEndpoint endpoint)
    {
        if (endpoint.SecretsFile.Length == 0) return endpoint;
        try
        {
            var lines = File.ReadAllLines(Path.GetFullPath(endpoint.SecretsFile, workingFolder)).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').ToList();
            if (lines.Count == 0) Fail($"{Key}: {endpoint.Name} has the SecretsFile \"{endpoint.SecretsFile}\", which holds none; allowed: a file with one secret a line.");
            return endpoint with { Secrets = [.. endpoint.Secrets, .. lines] };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail($"{Key}: {endpoint.Name} has the SecretsFile \"{endpoint.SecretsFile}\"; allowed: a file that can be read: {exception.Message}");
            return endpoint;
        }
    }

    private void Fail(string text) => report.Fail(values.PlaceOf(Key), Key, text);

    private void Warn(string text) => report.Warn(values.PlaceOf(Key), Key, text);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,40}$", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,100}$", RegexOptions.NonBacktracking)]
    private static partial Regex HeaderPattern();
}
