using System.CommandLine;
using System.Text.Json;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;
using Ham4Db.Core.Operations;

namespace Ham4Db.Cli.Commands;

/// <summary>One command for each operation on topologies; <c>--dry-run</c> shows what it would do.</summary>
internal static class OperationCommand
{
    /// <summary>The commands of all operations.</summary>
    public static IEnumerable<Command> CreateAll(CliEnvironment environment) => OperationRules.All.Select(rule => Create(rule, environment));

    private static Command Create(IOperationRule rule, CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance that is operated on.");
        var below = AddressArgument.CreateOption("--below", rule.TargetSummary);
        below.Required = rule.NeedsTarget;
        var pattern = new Option<string>("--pattern") { Description = "Regular expression that chooses among the replicas by host:port. Default: all.", HelpName = "regex" };
        var isDryRun = new Option<bool>("--dry-run") { Description = "Show what would be done, and change nothing." };
        var arguments = rule.Arguments
            .Select(a => new Option<string>("--" + a.Name) { Description = a.Description, Required = a.IsRequired, HelpName = a.Name })
            .ToList();
        List<Symbol> symbols = [instance, .. rule.TakesTarget ? [below] : Array.Empty<Symbol>(), .. rule.TakesPattern ? [pattern] : Array.Empty<Symbol>(), .. arguments, isDryRun];
        var command = ClientCommand.Create(rule.Kind, rule.Summary, environment, symbols, async (run, cancellationToken) =>
        {
            var key = run.Parsed.GetRequiredValue(instance);
            Dictionary<string, string> words = new() { ["kind"] = rule.Kind, ["instance"] = key.ToString() };
            if (rule.TakesTarget && run.Parsed.GetValue(below) is { } target) words["below"] = target.ToString();
            if (rule.TakesPattern && run.Parsed.GetValue(pattern) is { } regex) words["pattern"] = regex;
            var values = arguments.Where(a => run.Parsed.GetValue(a) is not null).ToDictionary(a => a.Name[2..], a => run.Parsed.GetValue(a)!);
            if (run.Parsed.GetValue(isDryRun)) await ShowPlanAsync(run, key, words.Concat(values), cancellationToken);
            else await RunAsync(run, key, words, values, cancellationToken);
        });
        foreach (var alias in rule.Aliases) command.Aliases.Add(alias);
        return command;
    }

    private static async Task ShowPlanAsync(CommandRun run, InstanceAddress key, IEnumerable<KeyValuePair<string, string>> words, CancellationToken cancellationToken)
    {
        var query = string.Join('&', words.Select(w => $"{Uri.EscapeDataString(w.Key)}={Uri.EscapeDataString(w.Value)}"));
        var answer = await run.Api.GetAsync($"{ApiClient.Path("v2", "clusters", key.ToString(), "operations", "plan")}?{query}", cancellationToken);
        await run.ShowAsync(answer, a => OperationView.ShowPlan(run.Screen, a.Read<OperationPlanModel>()));
    }

    private static async Task RunAsync(
        CommandRun run, InstanceAddress key, Dictionary<string, string> words, Dictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        var body = words.ToDictionary(w => w.Key, w => (object)w.Value);
        if (arguments.Count > 0) body["arguments"] = arguments;
        var path = ApiClient.Path("v2", "clusters", key.ToString(), "operations");
        var answer = await run.PostAsync(path, JsonSerializer.Serialize(body), $"{words["kind"]} of {key}", cancellationToken);
        var detail = answer.Read<OperationDetailModel>();
        await run.ShowAsync(answer, _ => OperationView.Show(run.Screen, detail));
        if (detail.Operation.Status != "succeeded") throw new CliException(ExitCodes.Failed, string.Join(' ', detail.Operation.Errors));
    }
}
