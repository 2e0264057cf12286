using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Ham4Db.Functions.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Infra.Tests;

/// <summary>A rule that asks for what nobody tells would never fire.</summary>
public sealed partial class AlertTests(Compiled compiled)
{
    private static readonly string Documented = Repository.Read("docs", "metrics.md");

    [Fact]
    public async Task They_ask_for_metrics_that_the_app_has()
    {
        using var folder = new TemporaryFolder();
        var names = await InstrumentsAsync(folder.Path);
        var asked = Queries().SelectMany(query => MetricName().Matches(query)).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(asked.Count >= 7, string.Join(", ", asked));
        Assert.Equal([], asked.Except(names));
    }

    [Fact]
    public void They_ask_for_labels_that_the_metric_has()
    {
        foreach (var query in Queries().Where(query => MetricName().IsMatch(query)))
        {
            var metric = MetricName().Match(query).Groups[1].Value;
            var row = Documented.Split('\n').Single(line => line.StartsWith($"| `{metric}` |", StringComparison.Ordinal)).Split('|')[2];
            Assert.Equal([], Label().Matches(query).Select(match => match.Groups[1].Value).Where(label => !row.Contains($"`{label}`", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void They_ask_for_codes_and_states_that_there_are()
    {
        var text = string.Join('\n', Queries());
        var codes = Codes().Match(text).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries).Select(code => code.Trim('"')).ToList();
        Assert.True(codes.Count > 2);
        Assert.All(codes, code => Assert.True(Enum.TryParse<AnalysisCode>(code, out _), code));
        Assert.Contains($"Properties[\"ham4db.recovery.status\"]) == \"{nameof(RecoveryStatus.Failed)}\"", text, StringComparison.Ordinal);
        Assert.Contains("| `recovery` | `ham4db.recovery.uid`, `.kind`, `.code`, `.status`", Documented, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recovery-failed")]
    [InlineData("primary-dead")]
    [InlineData("nobody-probes")]
    [InlineData("probes-late")]
    [InlineData("instance-unreachable")]
    [InlineData("webhooks-dead")]
    public void What_an_operator_must_know_has_a_rule(string key) => Assert.Contains(key, Rules().Select(rule => rule["key"]!.GetValue<string>()));

    // Silence is what a dead watcher makes: that rule alone fires on too little.
    [Fact]
    public void Only_silence_fires_on_too_little()
    {
        Assert.Equal(["nobody-probes"], Rules().Where(rule => rule["below"] is not null).Select(rule => rule["key"]!.GetValue<string>()));
        Assert.All(Rules(), rule => Assert.True(rule["below"] is null != rule["above"] is null, rule["key"]!.GetValue<string>()));
    }

    [Fact]
    public void Each_rule_tells_somebody()
    {
        var alerts = Assert.Single(compiled.OfType("Microsoft.Insights/scheduledQueryRules"));
        Assert.Single(alerts["properties"]!["actions"]!["actionGroups"]!.AsArray());
        Assert.Equal("[length(variables('rules'))]", alerts["copy"]!["count"]!.GetValue<string>());
        Assert.Equal(["dba@example.com", "ops@example.com"], compiled.Parameter("standard", "alertEmails").AsArray().Select(address => address!.GetValue<string>()));
    }

    private static async Task<HashSet<string>> InstrumentsAsync(string folder)
    {
        var names = new HashSet<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => names.Add(instrument.Name) };
        listener.Start();
        var options = new OptionsLoader(_ => null, folder, folder).Load().Options with { DataFolder = folder };
        await using var services = new ServiceCollection().AddLogging().AddHam4Db(options).BuildServiceProvider();
        services.GetRequiredService<FleetGauges>();
        return names;
    }

    private IEnumerable<JsonNode> Rules() => compiled.Templates.Select(template => template["variables"]?["rules"]).Single(rules => rules is not null)!.AsArray().Select(rule => rule!);

    private List<string> Queries()
    {
        var module = compiled.Templates.Select(template => template["variables"]).Single(variables => variables?["rules"] is not null)!;
        return [.. Rules().Select(rule => rule["query"]!.GetValue<string>()).Select(query => Expand(query, module))];
    }

    // Queries are put together out of variables: [format('{0} "ham4db_…" | {1}', variables('metric'), variables('latest'))]
    private static string Expand(string query, JsonNode variables)
    {
        if (!query.StartsWith("[format(", StringComparison.Ordinal)) return query;
        var text = query[(query.IndexOf('\'', StringComparison.Ordinal) + 1)..query.IndexOf("', variables(", StringComparison.Ordinal)];
        var used = Variable().Matches(query).Select(match => (object)variables[match.Groups[1].Value]!.GetValue<string>()).ToArray();
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, text, used);
    }

    [GeneratedRegex("\"(ham4db_[a-z_]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"Properties\.([a-z]+)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Label();

    [GeneratedRegex(@"Properties\.code\) in \(([^)]*)\)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Codes();

    [GeneratedRegex(@"variables\('([a-z]+)'\)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Variable();
}
