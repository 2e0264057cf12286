using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>ack</c>: acknowledges recoveries, so that the next one may start by itself at once.</summary>
internal static class AckCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var what = new Argument<string>("cluster|uid") { Description = "A recovery's uid, or a cluster whose recoveries are all acknowledged." };
        var comment = new Option<string>("--comment") { Description = "What was found out.", Required = true };
        return ClientCommand.Create(
            "ack", "Acknowledge a recovery: automatic recoveries of its cluster are no longer held back.", environment, [what, comment], async (run, cancellationToken) =>
            {
                var target = run.Parsed.GetRequiredValue(what);
                var path = RecoveryUid.Is(target) ? ApiClient.Path("ack-recovery", "uid", target) : ApiClient.Path("ack-recovery", "cluster", target);
                var query = "?comment=" + Uri.EscapeDataString(run.Parsed.GetRequiredValue(comment));
                await run.ShowAsync(
                    await run.Api.ChangeAsync(path + query, cancellationToken), answer => run.Screen.Line(SafeText.Markup(answer.Message)));
            });
    }
}
