namespace Ham4Db.Cli.OldNames;

/// <summary>Options as orchestrator, its client script and Ham4DB take them: with one dash or two, long or short.</summary>
internal sealed class OldOptions
{
    private static readonly Dictionary<string, string> ShortNames =
        ("command:c instance:i destination:d s:d sibling:d alias:a owner:o reason:r duration:u promotion-rule:R tag:t pool:l hostname:H api:U path:P query:q statement:q "
            + "auth:b binlog:n seconds:S help:h").Split(' ').Select(pair => pair.Split(':')).ToDictionary(pair => pair[0], pair => pair[1]);

    private static readonly HashSet<string> WithValue = [.. "c i d a o r u R t l H D U P q b n S pattern".Split(' ')];

    // Those of the programs themselves, which a client of the API has no use for.
    private static readonly HashSet<string> WithoutMeaning = ["config", "type", "clstid", "section"];
    private static readonly HashSet<string> Switches =
        [.. "h quiet verbose debug stack noop warn skip-binlog-search skip-unresolve skip-unresolve-check skip-continuous-registration ignore-raft-setup grab-election strict discovery".Split(' ')];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Whether a command line names a command in the older way.</summary>
    public static bool AreMeant(IReadOnlyList<string> args) => args.Any(arg => arg.Split('=')[0] is "-c" or "-command" or "--command");

    /// <summary>Understands a command line.</summary>
    /// <exception cref="CliException">An option is not known or lacks its value.</exception>
    public static OldOptions Parse(IReadOnlyList<string> args)
    {
        var options = new OldOptions();
        for (var at = 0; at < args.Count; at++)
        {
            if (!args[at].StartsWith('-')) throw Wrong($"'{args[at]}' belongs to no option");
            var parts = args[at].TrimStart('-').Split('=', 2);
            var name = ShortNames.GetValueOrDefault(parts[0], parts[0]);
            if (Switches.Contains(name)) continue;
            if (!WithValue.Contains(name) && !WithoutMeaning.Contains(name)) throw Wrong($"'{args[at]}' is not known");
            if (parts.Length < 2 && at + 1 == args.Count) throw Wrong($"'{args[at]}' lacks its value");
            options._values[name] = parts.Length == 2 ? parts[1] : args[++at];
        }

        return options;
    }

    /// <summary>Value of an option by its short name; empty where it is not given.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>Value of an option that a command needs.</summary>
    /// <exception cref="CliException">It is not given.</exception>
    public string Needed(string name) => this[name] is { Length: > 0 } value ? value : throw new CliException(ExitCodes.Usage, $"'{this["c"]}' needs -{name}.");

    private static CliException Wrong(string what) => new(ExitCodes.Usage, $"{what}. With -c the options are those of orchestrator-client; '-c help' lists the commands.");
}
