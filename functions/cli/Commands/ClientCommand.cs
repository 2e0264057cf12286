using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary>What all commands that ask the API have in common.</summary>
internal static class ClientCommand
{
    public const string DefaultApi = "http://127.0.0.1:3000";

    /// <summary>Makes a command of its symbols and of what it does.</summary>
    public static Command Create(
        string name, string description, CliEnvironment environment, IEnumerable<Symbol> symbols, Func<CommandRun, CancellationToken, Task> run)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols) Add(command, symbol);
        Enable(command, environment, run);
        return command;
    }

    /// <summary>Gives a command the options of all, and something to do.</summary>
    public static void Enable(Command command, CliEnvironment environment, Func<CommandRun, CancellationToken, Task> run)
    {
        var api = ApiOption();
        var json = new Option<bool>("--json") { Description = "Print the API's JSON as it is." };
        var user = new Option<string>("--user") { Description = $"User who asks. Default: {ApiCredentials.UserVariable}. The password: --password-file, else {ApiCredentials.PasswordVariable}.", HelpName = "name" };
        var passwordFile = new Option<string>("--password-file") { Description = "File with the user's password.", HelpName = "file" };
        var tokenFile = new Option<string>("--token-file") { Description = $"File with a bearer token, in place of user and password. Default: {ApiCredentials.TokenVariable} holds the token itself.", HelpName = "file" };
        foreach (var option in (Option[])[api, json, user, passwordFile, tokenFile]) command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var credentials = ApiCredentials.Find(parsed.GetValue(user), parsed.GetValue(passwordFile), parsed.GetValue(tokenFile), environment);
            using var client = new ApiClient(FindApi(parsed.GetValue(api), environment), credentials);
            await run(new CommandRun(parsed, environment, client, new Screen(environment), parsed.GetValue(json)), cancellationToken);
            return ExitCodes.Ok;
        });
    }

    private static Option<string> ApiOption()
    {
        var option = new Option<string>("--api") { Description = $"Address of the API. Default: HAM4DB_API, else {DefaultApi}.", HelpName = "url" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && ApiClient.ParseAddress(text) is null) result.AddError(NoAddress("--api", text));
        });
        return option;
    }

    private static Uri FindApi(string? given, CliEnvironment environment)
    {
        var text = given ?? environment.Variable("HAM4DB_API") ?? "";
        if (text.Length == 0) text = DefaultApi;
        return ApiClient.ParseAddress(text) ?? throw new CliException(ExitCodes.Usage, NoAddress("HAM4DB_API", text));
    }

    private static string NoAddress(string place, string text) => $"{place}: '{text}' is not the address of an API; write one such as {DefaultApi}.";

    private static void Add(Command command, Symbol symbol)
    {
        switch (symbol)
        {
            case Argument argument: command.Add(argument); break;
            case Option option: command.Add(option); break;
            case Command inner: command.Add(inner); break;
        }
    }
}
