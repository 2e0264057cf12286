using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>downtime begin</c>, <c>end</c> and <c>list</c>: no recovery is started because of an instance that is being worked on.</summary>
internal static class DowntimeCommand
{
    public static Command Create(CliEnvironment environment) => new("downtime", "Say that an instance is being worked on.")
    {
        Begin(environment),
        End(environment),
        List(environment),
    };

    private static Command Begin(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance.");
        var reason = new Option<string>("--reason") { Description = "Why.", Required = true };
        var owner = new Option<string>("--owner") { Description = "Who. Default: the user.", DefaultValueFactory = _ => Environment.UserName };
        var duration = new Option<string>("--for") { Description = "How long: a number and s, m, h, d or w.", HelpName = "duration", DefaultValueFactory = _ => "10m" };
        duration.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>() ?? "";
            if (text.Length < 2 || !"smhdw".Contains(text[^1]) || !uint.TryParse(text[..^1], out _))
                result.AddError($"--for: '{text}' is not a duration; write a number and s, m, h, d or w, such as 30m.");
        });
        return ClientCommand.Create(
            "begin", "Begin a downtime.", environment, [instance, reason, owner, duration], async (run, cancellationToken) =>
            {
                var address = run.Parsed.GetRequiredValue(instance);
                var length = run.Parsed.GetRequiredValue(duration);
                var path = ApiClient.Path(["begin-downtime", .. address.Parts, run.Parsed.GetRequiredValue(owner), run.Parsed.GetRequiredValue(reason), length]);
                await run.ShowAsync(
                    await run.Api.ChangeAsync(path, cancellationToken), _ => run.Screen.Line(SafeText.Markup($"{address} is downtimed for {length}.")));
            });
    }

    private static Command End(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance.");
        return ClientCommand.Create("end", "End a downtime.", environment, [instance], async (run, cancellationToken) =>
        {
            var address = run.Parsed.GetRequiredValue(instance);
            await run.ShowAsync(
                await run.Api.ChangeAsync(ApiClient.Path(["end-downtime", .. address.Parts]), cancellationToken),
                _ => run.Screen.Line(SafeText.Markup($"{address} is not downtimed any more.")));
        });
    }

    private static Command List(CliEnvironment environment)
    {
        var cluster = ClusterArgument.Create("Of this cluster only.", isOptional: true);
        return ClientCommand.Create("list", "Show which instances are downtimed.", environment, [cluster], async (run, cancellationToken) =>
        {
            string[] hint = run.Parsed.GetValue(cluster) is { } given ? [given] : [];
            await run.ShowAsync(
                await run.Api.GetAsync(ApiClient.Path(["downtimed", .. hint]), cancellationToken),
                answer => RowsView.Show(
                    run.Screen,
                    "Nothing is downtimed.",
                    ["Cluster", "Instance", "Until (UTC)", "Owner", "Reason"],
                    answer.Read<List<ListedInstanceModel>>().Select(i => (string?[])
                        [i.ClusterName, i.Key.ToString(), i.DowntimeEndTimestamp, i.DowntimeOwner, i.DowntimeReason])));
        });
    }
}
