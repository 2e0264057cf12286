using System.CommandLine;
using System.Globalization;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>maintenance</c>: instances that somebody works on are left out of the analysis.</summary>
internal static class MaintenanceCommand
{
    public static Command Create(CliEnvironment environment) => ClientCommand.Create(
        "maintenance",
        "Show which instances are left out of the analysis because somebody works on them.",
        environment,
        [Begin(environment), End(environment)],
        async (run, cancellationToken) => await run.ShowAsync(
            await run.Api.GetAsync(ApiClient.Path("maintenance"), cancellationToken),
            answer => RowsView.Show(
                run.Screen,
                "Nothing is under maintenance.",
                ["Number", "Instance", "Since (UTC)", "Owner", "Reason"],
                answer.Read<List<MaintenanceModel>>().Select(m => (string?[])
                    [m.MaintenanceId.ToString(CultureInfo.InvariantCulture), m.Key.ToString(), m.BeginTimestamp, m.Owner, m.Reason]))));

    private static Command Begin(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance.");
        var reason = new Option<string>("--reason") { Description = "Why.", Required = true };
        var owner = new Option<string>("--owner") { Description = "Who. Default: the user.", DefaultValueFactory = _ => Environment.UserName };
        return ClientCommand.Create(
            "begin", "Begin a maintenance; it ends by itself after MaintenanceExpireMinutes.", environment, [instance, reason, owner], async (run, cancellationToken) =>
            {
                var address = run.Parsed.GetRequiredValue(instance);
                var path = ApiClient.Path(["begin-maintenance", .. address.Parts, run.Parsed.GetRequiredValue(owner), run.Parsed.GetRequiredValue(reason)]);
                await run.ShowAsync(
                    await run.Api.ChangeAsync(path, cancellationToken), _ => run.Screen.Line(SafeText.Markup($"{address} is under maintenance.")));
            });
    }

    private static Command End(CliEnvironment environment)
    {
        var what = TextArgument.Create("instance|number", "The instance, or the number of the maintenance.");
        what.Validators.Add(result =>
        {
            if (Path(result.GetValueOrDefault<string>()) is null) result.AddError($"'{result.GetValueOrDefault<string>()}' is neither an instance's address nor a number.");
        });
        return ClientCommand.Create("end", "End a maintenance.", environment, [what], async (run, cancellationToken) =>
        {
            var answer = await run.Api.ChangeAsync(Path(run.Parsed.GetRequiredValue(what))!, cancellationToken);
            await run.ShowAsync(answer, done => run.Screen.Line(SafeText.Markup(done.Message)));
        });
    }

    private static string? Path(string? text)
    {
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return ApiClient.Path("end-maintenance", text);
        return AddressArgument.Read(text) is { } address ? ApiClient.Path(["end-maintenance", .. address.Parts]) : null;
    }
}
