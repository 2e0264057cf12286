using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>configuration</c>: what is in force in a running service, what of its files is not, and reading them again.</summary>
internal static class ConfigurationCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("configuration", "Show what is configured in the running service, and what of its files has no effect.") { Reload(environment) };
        ClientCommand.Enable(command, environment, async (run, cancellationToken) =>
            await run.ShowAsync(await run.Api.GetAsync(ApiClient.Path("v2", "configuration"), cancellationToken), answer => Show(run.Screen, answer.Read<ConfigurationModel>())));
        return command;
    }

    private static Command Reload(CliEnvironment environment)
    {
        var file = new Option<string>("--config") { Description = "One more file on the service's machine, stronger than the others, until the next start.", HelpName = "file" };
        return ClientCommand.Create("reload", "Read the configuration files again; tells which keys changed and which wait for the next start.", environment, [file], async (run, cancellationToken) =>
        {
            var path = ApiClient.Path("reload-configuration");
            if (run.Parsed.GetValue(file) is { Length: > 0 } further) path += "?config=" + Uri.EscapeDataString(Path.GetFullPath(further));
            await run.ShowAsync(await run.Api.ChangeAsync(path, cancellationToken), answer => run.Screen.Line(SafeText.Markup(answer.Message)));
        });
    }

    private static void Show(Screen screen, ConfigurationModel configuration)
    {
        foreach (var (key, value) in configuration.Keys.OrderBy(pair => pair.Key, StringComparer.Ordinal)) screen.Line(SafeText.Markup($"{key} = {value}"));
        if (configuration.Notes.Count > 0) screen.Line();
        foreach (var note in configuration.Notes)
        {
            var text = note.Place.Length > 0 ? $"{note.Place}: {note.Text}" : note.Text;
            screen.Line(note.Level == "Warning" ? SafeText.Markup(text, "yellow") : SafeText.Markup(text));
        }
    }
}
