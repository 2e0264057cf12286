using System.CommandLine;
using Ham4Db.Cli.Hosting;
using Ham4Db.Cli.Rendering;
using Ham4Db.Functions.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Cli.Commands;

/// <summary><c>up</c>: serves the app in this process.</summary>
internal static class UpCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var config = new Option<string>("--config") { Description = "Configuration file. Default: ham4db.conf.json in /etc, ./conf and ., later ones being stronger.", HelpName = "file" };
        var listen = ListenOption.Create("Address to serve on. Default: ListenAddress of the configuration, else 127.0.0.1:3000.");
        var data = new Option<string>("--data") { Description = "Folder for everything that is kept. Default: DataFolder of the configuration, else ~/.local/state/ham4db.", HelpName = "folder" };
        var command = new Command("up", "Serve the API, watch the fleet, recover it. Ends with Ctrl-C.") { config, listen, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var configuration = Load(environment, parsed.GetValue(config), parsed.GetValue(listen), parsed.GetValue(data));
            await ServeAsync(environment, configuration, cancellationToken);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task ServeAsync(CliEnvironment environment, ConfigurationState configuration, CancellationToken cancellationToken)
    {
        var options = configuration.Options;
        var level = options.Debug ? LogLevel.Debug : LogLevel.Information;
        await using var app = await AppHost.StartAsync(configuration, logging => LogLines.Use(logging, environment, level), cancellationToken);
        new Screen(environment).Line(SafeText.Markup($"Ham4Db serves on {app.Address} and keeps its data in {options.DataFolder}"));
        try
        {
            await app.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how it is meant to end.
            return;
        }

        throw new CliException(ExitCodes.DataFolder, $"The data in {options.DataFolder} cannot be written any more; the log says why.");
    }

    private static ConfigurationState Load(CliEnvironment environment, string? file, string? listen, string? data)
    {
        // The command line is stronger than everything else.
        var given = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (listen is not null) given["Ham4Db:ListenAddress"] = listen;
        if (data is not null) given["Ham4Db:DataFolder"] = Path.GetFullPath(data);
        try
        {
            var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(given).Build();
            var configuration = ConfigurationState.Load(new OptionsLoader(environment.Variable, Directory.GetCurrentDirectory()), file, settings);
            foreach (var note in configuration.Notes)
            {
                var word = note.Level == ConfigurationNoteLevel.Warning ? "Warning: " : "";
                environment.Error.WriteLine(word + SafeText.Clean(note.ToString()));
            }

            return configuration;
        }
        catch (ConfigurationException exception)
        {
            throw new CliException(ExitCodes.Configuration, exception.Message, exception);
        }
    }
}
