using System.CommandLine;
using System.CommandLine.Parsing;
using Ham4Db.Cli.Client;
using Ham4Db.Core.Model;

namespace Ham4Db.Cli.Commands;

/// <summary>Arguments and options that are an instance's address.</summary>
internal static class AddressArgument
{
    private const int DefaultPort = 3306;

    public static Argument<InstanceAddress> Create(string description) =>
        new("instance") { Description = description, HelpName = "host[:port]", CustomParser = Parse };

    public static Option<InstanceAddress> CreateOption(string name, string description) =>
        new(name) { Description = description, HelpName = "host[:port]", CustomParser = Parse };

    /// <summary>Parses <c>host</c> or <c>host:port</c>; what is wrong becomes an error of the command line.</summary>
    public static InstanceAddress? Parse(ArgumentResult result)
    {
        // Whether there must be one is the arity's matter.
        if (result.Tokens.Count == 0) return null;
        var text = result.Tokens[0].Value;
        if (Read(text) is { } address) return address;
        result.AddError($"'{text}' is not an instance's address: write host or host:port, with a port from 1 to 65535.");
        return null;
    }

    /// <summary>Reads an address; null where it is none.</summary>
    public static InstanceAddress? Read(string? text) =>
        InstanceKey.TryParse(text, DatabaseEngine.MySql, DefaultPort, out var key) ? new InstanceAddress(key.Host, key.Port) : null;
}
