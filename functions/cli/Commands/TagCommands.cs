using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>tags</c>, <c>tagged</c>, <c>tag</c> and <c>untag</c>.</summary>
internal static class TagCommands
{
    public static IEnumerable<Command> Create(CliEnvironment environment) => [List(environment), Find(environment), Put(environment), Remove(environment)];

    private static Command List(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance.");
        return ClientCommand.Create("tags", "Show the tags of an instance.", environment, [instance], async (run, cancellationToken) =>
            await run.ShowAsync(
                await run.Api.GetAsync(ApiClient.Path(["tags", .. run.Parsed.GetRequiredValue(instance).Parts]), cancellationToken),
                answer => RowsView.Lines(run.Screen, answer.Read<List<string>>().Select(tag => tag.TrimEnd('=')))));
    }

    private static Command Find(CliEnvironment environment)
    {
        var query = TextArgument.Create("query", "Terms between commas that all hold: name, name=value, ~name (without that tag), ~name=value (with another value).");
        return ClientCommand.Create("tagged", "Find instances by their tags.", environment, [query], async (run, cancellationToken) =>
            await run.ShowAsync(await run.Api.GetAsync(ApiClient.Path("tagged") + Query(run.Parsed.GetRequiredValue(query)), cancellationToken), answer => Keys(run, answer)));
    }

    private static Command Put(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance.");
        var tag = TextArgument.Create("tag", "The tag: name or name=value.");
        return ClientCommand.Create("tag", "Put a tag on an instance, in place of one of the same name.", environment, [instance, tag], async (run, cancellationToken) =>
        {
            var path = ApiClient.Path(["tag", .. run.Parsed.GetRequiredValue(instance).Parts]) + Query(run.Parsed.GetRequiredValue(tag));
            await run.ShowAsync(await run.Api.ChangeAsync(path, cancellationToken), done => run.Screen.Line(SafeText.Markup(done.Message)));
        });
    }

    private static Command Remove(CliEnvironment environment)
    {
        var tag = TextArgument.Create("tag", "The tag: name or name=value.");
        var from = AddressArgument.CreateOption("--from", "The instance. Default: every instance that has the tag with this value.");
        return ClientCommand.Create("untag", "Take a tag off an instance, or a tag with a value off all.", environment, [tag, from], async (run, cancellationToken) =>
        {
            var path = run.Parsed.GetValue(from) is { } instance ? ApiClient.Path(["untag", .. instance.Parts]) : ApiClient.Path("untag-all");
            var answer = await run.Api.ChangeAsync(path + Query(run.Parsed.GetRequiredValue(tag)), cancellationToken);
            await run.ShowAsync(answer, done => Keys(run, done));
        });
    }

    private static string Query(string text) => "?tag=" + Uri.EscapeDataString(text);

    private static void Keys(CommandRun run, ApiAnswer answer) => RowsView.Lines(run.Screen, answer.Read<List<InstanceAddress>>().Select(key => key.ToString()));
}
