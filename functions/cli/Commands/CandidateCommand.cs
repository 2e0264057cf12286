using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary><c>candidates</c>: how willing one is to see instances promoted.</summary>
internal static class CandidateCommand
{
    public static Command Create(CliEnvironment environment) => ClientCommand.Create(
        "candidates",
        "Show promotion rules that are registered.",
        environment,
        [Register(environment)],
        async (run, cancellationToken) => await run.ShowAsync(
            await run.Api.GetAsync(ApiClient.Path("bulk-promotion-rules"), cancellationToken),
            answer => RowsView.Show(
                run.Screen,
                "No promotion rule is registered.",
                ["Instance", "Rule", "Until (UTC)"],
                answer.Read<List<CandidateModel>>().Select(rule => (string?[])[rule.Address.ToString(), rule.PromotionRule, rule.PromotionRuleExpiry]))));

    private static Command Register(CliEnvironment environment)
    {
        var instance = AddressArgument.Create("The instance.");
        var rule = TextArgument.Create("rule", "The rule.");
        rule.AcceptOnlyFromAmong("prefer", "neutral", "prefer_not", "must_not");
        return ClientCommand.Create(
            "register", "Say how willing one is to see an instance promoted. It holds for CandidateInstanceExpireMinutes.", environment, [instance, rule], async (run, cancellationToken) =>
            {
                var (address, word) = (run.Parsed.GetRequiredValue(instance), run.Parsed.GetRequiredValue(rule));
                await run.ShowAsync(
                    await run.Api.ChangeAsync(ApiClient.Path(["register-candidate", .. address.Parts, word]), cancellationToken),
                    _ => run.Screen.Line(SafeText.Markup($"The promotion rule of {address} is {word}.")));
            });
    }
}
