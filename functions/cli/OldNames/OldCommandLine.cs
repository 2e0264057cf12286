using Ham4Db.Cli.Client;
using Ham4Db.Cli.Commands;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.OldNames;

/// <summary><c>ham4db -c command …</c>: commands by the names, with the options and with the output of orchestrator's client script.</summary>
internal static class OldCommandLine
{
    /// <summary>Runs one command.</summary>
    /// <exception cref="CliException">It makes no sense, or failed.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var options = OldOptions.Parse(args);
        var api = FindApi(options, environment);
        switch (options["c"])
        {
            case "help":
                foreach (var name in OldCommands.Names.Concat(["help", "which-api"]).Order(StringComparer.Ordinal)) await environment.Output.WriteLineAsync(name);
                return ExitCodes.Ok;
            case "which-api":
                await environment.Output.WriteLineAsync($"{api}api");
                return ExitCodes.Ok;
        }

        var command = OldCommands.Find(options);
        using var client = new ApiClient(api, Credentials(options, environment));
        var answer = await client.ChangeAsync("api/" + command.Path, cancellationToken);
        IEnumerable<string> lines = options["c"] == "api" ? [answer.Text] : command.Print(OldResult.Of(answer.Json));
        foreach (var line in lines) await environment.Output.WriteLineAsync(SafeText.Clean(line, keepLines: true));
        return ExitCodes.Ok;
    }

    private static Uri FindApi(OldOptions options, CliEnvironment environment)
    {
        var text = new[] { options["U"], environment.Variable("HAM4DB_API"), environment.Variable("ORCHESTRATOR_API"), ClientCommand.DefaultApi }.First(t => !string.IsNullOrWhiteSpace(t))!;
        // Several were given to find the leader among them; here each is as good as any other.
        return ApiClient.ParseAddress(text.Trim().Split(' ')[0]) ?? throw new CliException(ExitCodes.Usage, $"'{text}' is not the address of an API; write one such as {ClientCommand.DefaultApi}.");
    }

    private static ApiCredentials Credentials(OldOptions options, CliEnvironment environment)
    {
        if (options["b"] is { Length: > 0 } given && given.Split(':', 2) is [var user, var secret]) return ApiCredentials.Basic(user, secret);
        return environment.Variable("ORCHESTRATOR_AUTH_USER") is { Length: > 0 } name
            ? ApiCredentials.Basic(name, environment.Variable("ORCHESTRATOR_AUTH_PASSWORD") ?? "")
            : ApiCredentials.Find(user: null, passwordFile: null, tokenFile: null, environment);
    }
}
