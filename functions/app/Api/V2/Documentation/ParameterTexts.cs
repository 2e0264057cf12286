namespace Ham4Db.Functions.Api.V2.Documentation;

/// <summary>What values of paths and queries mean; a name means the same everywhere.</summary>
internal static class ParameterTexts
{
    private static readonly Dictionary<string, (string Text, string Example)> Texts = new()
    {
        ["id"] = ("The cluster: its id, name or alias, or any of its instances as host:port. Of a delivery, its id.", "shop"),
        ["instance"] = ("An instance as host:port; of a known one a part of its host is enough where it is the only one.", "db1:3306"),
        ["agent"] = ("An agent, as address:port of the agent.", "10.0.0.11:15000"),
        ["state"] = ("Only agents in this state: live or lost.", "lost"),
        ["uid"] = ("Id of an operation or a recovery.", "0b5c3e6cf7f04c6f8a1f3f6d3c1f7a11"),
        ["name"] = ("Its name.", "readers"),
        ["key"] = ("A key, with its slashes.", "mysql/master/shop"),
        ["kind"] = ("The operation.", "relocate"),
        ["cluster"] = ("Only of this cluster: its id, name or alias, or any of its instances.", "shop"),
        ["page"] = ("Page, from 0.", "0"),
        ["size"] = ("Rows of a page.", "20"),
        ["failed"] = ("What if this instance, as host:port, were dead?", "db1:3306"),
        ["takeover"] = ("What would a planned takeover by this instance do? auto for the best.", "auto"),
        ["at"] = ("What it looked like at this time (UTC).", "2026-11-25T03:15:00Z"),
        ["until"] = ("The last moment that is listed (UTC).", "2026-11-25T03:15:00Z"),
        ["role"] = ("Only instances with this role.", "replica"),
        ["problem"] = ("Only instances with this problem, such as replication_lag; true for any.", "true"),
        ["code"] = ("Only this finding.", "DeadPrimary"),
        ["all"] = ("true: also of instances that are well.", "false"),
        ["format"] = ("json, or text for a drawing.", "json"),
        ["unacknowledged"] = ("true: only recoveries that have ended and that nobody has acknowledged.", "true"),
        ["type"] = ("Only what is of this type, such as begin-downtime.", "begin-downtime"),
        ["actor"] = ("Only what this user did.", "ann"),
        ["prefix"] = ("Only keys that begin so.", "mysql/master"),
        ["query"] = ("Tags with commas between them: name, name=value, ~name, ~name=value.", "rack=r1"),
        ["below"] = ("The second instance, as host:port, of operations that need one.", "db2:3306"),
        ["pattern"] = ("Regular expression that chooses among several instances by host:port.", "^db[23]:"),
        ["wait"] = ("Seconds to wait for the end, 0 to 3600. The header Prefer: wait=N says the same.", "30"),
        ["dryRun"] = ("true: answer with the plan and change nothing.", "true"),
        ["status"] = ("queued for deliveries that wait, dead for those that were given up.", "dead"),
        ["max-lag"] = ("Seconds that a replica may lag; what ReasonableReplicationLagSeconds says if nothing is said.", "10"),
        ["endpoint"] = ("Only of this webhook.", "pager"),
        ["after"] = ("Id of the last event that was seen, where the header Last-Event-ID cannot be set.", "1234"),
    };

    /// <summary>What a value means.</summary>
    public static string Of(string name) => Texts.TryGetValue(name, out var text) ? text.Text : throw new InvalidOperationException($"Nobody says what '{name}' means.");

    /// <summary>A right one.</summary>
    public static string Example(string name) => Texts[name].Example;
}
