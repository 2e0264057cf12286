namespace Ham4Db.OpenGaussAgent.Configuration;

/// <summary>The managers that the agent registers with.</summary>
internal sealed record ServerOptions
{
    /// <summary>Base addresses; every one is told.</summary>
    public IReadOnlyList<Uri> Addresses { get; init; } = [];

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first Ham4DB's way of registering, beside v2's.</summary>
    public bool OriginalHeartbeat { get; init; }

    /// <summary>v2's way.</summary>
    public bool Heartbeat { get; init; } = true;

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public string Token { get; init; } = "";

    /// <summary>Authority of the managers' certificates; empty: the system's.</summary>
    public string AuthorityFile { get; init; } = "";
}
