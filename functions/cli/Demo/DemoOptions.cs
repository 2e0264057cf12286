namespace Ham4Db.Cli.Demo;

/// <summary>How the demo is run.</summary>
internal sealed record DemoOptions
{
    /// <summary>One cluster of each.</summary>
    public IReadOnlyList<DemoEngine> Engines { get; init; } = [DemoEngine.MariaDb];

    public DemoFault Fault { get; init; }

    /// <summary>Stop everything at the end instead of serving until Ctrl-C.</summary>
    public bool IsOnce { get; init; }

    /// <summary>One JSON document on standard output; the story for people goes to standard error.</summary>
    public bool AsJson { get; init; }

    /// <summary>Where the app serves; null for port 3000 or, where that is taken, any free one.</summary>
    public string? Listen { get; init; }

    /// <summary>The app's log goes to standard error.</summary>
    public bool IsVerbose { get; init; }
}
