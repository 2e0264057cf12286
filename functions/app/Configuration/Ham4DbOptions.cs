using System.Text;

namespace Ham4Db.Functions.Configuration;

/// <summary>
/// Every key of the configuration that is in force; a property has the name of its key and the value that holds where nobody sets it.
/// <see cref="OptionsLoader"/> fills it. Printing it hides passwords and everything else that may hold one.
/// </summary>
public sealed partial record Ham4DbOptions
{
    /// <summary>Where the API and the UI listen: an address or <c>localhost</c> with its port, or <c>:port</c> for all interfaces. Default <c>127.0.0.1:3000</c>; orchestrator's default is <c>:3000</c>.</summary>
    public string ListenAddress { get; init; } = "127.0.0.1:3000";

    /// <summary>Path before every path of the service, such as <c>/ham4db</c>; without it they answer too. Default none.</summary>
    public string URLPrefix { get; init; } = "";

    /// <summary>Path where the service tells its health, beside <c>/api/status</c>. Default <c>/api/status</c>.</summary>
    public string StatusEndpoint { get; init; } = "/api/status";

    /// <summary>Folder of everything that is kept on this machine. Default <c>$XDG_STATE_HOME/ham4db</c>, else <c>~/.local/state/ham4db</c>; empty only until the options are loaded.</summary>
    public string DataFolder { get; init; } = "";

    /// <summary>
    /// Where tables are kept: <c>sqlite</c> (the default: a file in <see cref="DataFolder"/>), <c>UseDevelopmentStorage=true</c>,
    /// a connection string of Azure Table storage, or the <c>https</c> address of a table service that is reached with a managed identity.
    /// </summary>
    [OptionRule(Secret = true)]
    public string Storage { get; init; } = "sqlite";

    /// <summary>No operation that changes anything is accepted from the API. Default false.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Days after which what happened is deleted: audit, recoveries and operations with their steps, detections, changes of the analysis, the history of topologies. Default 7.</summary>
    [OptionRule(Min = 1, Max = 36500)]
    public int AuditPurgeDays { get; init; } = 7;

    /// <summary>Detailed log. Default false.</summary>
    public bool Debug { get; init; }

    /// <summary>Every key with its value as text, for status pages and logs. A secret that somebody set reads <c>(hidden)</c>.</summary>
    public IReadOnlyDictionary<string, string> Redacted() =>
        OptionKey.All.ToDictionary(key => key.Name, key => key.Display(this), StringComparer.Ordinal);

    /// <summary>All keys and values, one a line, secrets hidden.</summary>
    public override string ToString() =>
        Redacted().Aggregate(new StringBuilder(), (text, pair) => text.Append(pair.Key).Append(" = ").Append(pair.Value).Append('\n')).ToString();
}
