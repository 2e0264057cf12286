namespace Ham4Db.Functions.Configuration;

/// <summary>An address that is told what happens: one item of <see cref="Ham4DbOptions.Webhooks"/>.</summary>
public sealed record WebhookEndpoint
{
    /// <summary>Value of <see cref="OnError"/>: what cannot be asked refuses.</summary>
    public const string Refuse = "refuse";

    /// <summary>Value of <see cref="OnError"/>: what cannot be asked lets it go on.</summary>
    public const string Allow = "allow";

    /// <summary>Its name in the timeline, the API and the log.</summary>
    public string Name { get; init; } = "";

    /// <summary>The <c>http</c> or <c>https</c> address; it may hold a secret, and is shown without its path.</summary>
    public string Url { get; init; } = "";

    /// <summary>Form of the body: <c>cloudevents</c>, <c>slack</c>, <c>teams</c> or <c>pagerduty</c>.</summary>
    public string Format { get; init; } = "cloudevents";

    /// <summary>What it is told; empty for everything that does not wait for an answer.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Of which clusters: filters as in <see cref="Ham4DbOptions.RecoverMasterClusterFilters"/>; empty for all.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>Signing secrets after Standard Webhooks, <c>whsec_</c> and base64; every one signs, so that they can be changed one after the other.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>A file with further secrets, one a line; loaded options carry them in <see cref="Secrets"/>.</summary>
    public string SecretsFile { get; init; } = "";

    /// <summary>Integration key of PagerDuty.</summary>
    public string RoutingKey { get; init; } = "";

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What happens when it should be asked and gives no answer: <see cref="Refuse"/> or <see cref="Allow"/>.</summary>
    public string OnError { get; init; } = Refuse;

    /// <summary>Seconds to wait for an answer.</summary>
    public int TimeoutSeconds { get; init; } = 5;

    /// <summary>Attempts after which a delivery is given up.</summary>
    public int MaxAttempts { get; init; } = 20;

    /// <summary>It may have a link-local or cloud metadata address.</summary>
    public bool AllowLinkLocal { get; init; }

    /// <summary>Its address without what may be a secret.</summary>
    public string ShownUrl => Uri.TryCreate(Url, UriKind.Absolute, out var url) ? $"{url.Scheme}://{url.Authority[(url.Authority.IndexOf('@') + 1)..]}/…" : "";

    /// <summary>Name and host alone.</summary>
    public override string ToString() => $"{Name} ({ShownUrl})";
}
