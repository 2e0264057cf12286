using System.Text.Json;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Tests.Alerts.Fixtures;

namespace Ham4Db.Functions.Tests.Configuration;

public sealed class WebhookOptionTests
{
    private const string Good = $$"""{"Name": "ops", "Url": "https://hooks.example.com/x", "Secrets": ["{{Hooks.Secret}}"]}""";

    [Fact]
    public void A_list_is_read_with_its_variables_and_files_and_shown_without_secrets()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("work/secrets", $"# the new one\n{Hooks.NewSecret}\n");
        folder.Environment["URL"] = "https://hooks.example.com/secret-path";
        var options = Load(folder, $$"""
            [{"Name": "ops", "url": "${URL}", "Events": ["post-failover"], "Clusters": ["alias=shop"], "Secrets": ["{{Hooks.Secret}}"], "SecretsFile": "secrets",
              "Headers": {"X-A": "b"}, "OnError": "allow", "TimeoutSeconds": 3, "MaxAttempts": "4"}]
            """).Options;
        var endpoint = Assert.Single(options.Webhooks);
        Assert.Equal("https://hooks.example.com/secret-path", endpoint.Url);
        Assert.Equal([Hooks.Secret, Hooks.NewSecret], endpoint.Secrets);
        Assert.Equal(("allow", 3, 4, "b"), (endpoint.OnError, endpoint.TimeoutSeconds, endpoint.MaxAttempts, endpoint.Headers["X-A"]));
        Assert.Equal("(hidden)", options.Redacted()[nameof(options.Webhooks)]);
        Assert.Equal("ops (https://hooks.example.com/…)", endpoint.ToString());
    }

    [Theory]
    [InlineData("""{"Name": "a b", "Url": "https://x"}""", "has an item with the Name \"a b\"; allowed: 1 to 40 letters")]
    [InlineData("""{"Name": "ops", "Url": "ftp://x/secret-path"}""", "ops has a Url that is not right (it is not shown)")]
    [InlineData("""{"Name": "ops", "Url": "https://user:secret-path@x"}""", "without a user name")]
    [InlineData("""{"Name": "ops", "Url": "http://169.254.169.254/secret-path"}""", "ops is called at a link-local address, 169.254.169.254")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "Events": ["post-mortem"]}""", "has the event \"post-mortem\" among its Events; allowed: detection,")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "Clusters": ["("]}""", "has \"(\" among its Clusters")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "Secrets": ["secret-path"]}""", "has a secret that is not right (it is not shown); allowed: whsec_")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "SecretsFile": "nosuch"}""", "allowed: a file that can be read")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "Format": "xml"}""", "has the Format \"xml\"; allowed: cloudevents, slack, teams, pagerduty")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "Format": "pagerduty"}""", "has the Format pagerduty and no RoutingKey")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "Format": "slack", "Events": ["pre-failover"]}""", "an event that waits for an answer")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "OnError": "ignore"}""", "has the OnError \"ignore\"; allowed: refuse, allow")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "TimeoutSeconds": 0}""", "has the TimeoutSeconds 0; allowed: a whole number from 1 to 60")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "MaxAttempts": 1000}""", "from 1 to 100")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "Headers": {"webhook-id": "1"}}""", "has the header \"webhook-id\"")]
    [InlineData("""{"Name": "ops", "Url": "https://x"}, {"Name": "OPS", "Url": "https://y"}""", "a name of its own for each")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "Secret": "secret-path"}""", "is not right at $[0].Secret (its value is not shown); allowed: a list of objects with the fields Name, Url,")]
    [InlineData("""{"Name": "ops", "Url": "https://x", "Events": "detection"}""", "is not right at $[0].Events")]
    [InlineData("null", "is not right")]
    [InlineData("\"secret-path\"", "is not right")]
    [InlineData("""{"Name": "ops", "Url": "${NOT_SET}"}""", "uses the environment variable NOT_SET, which is not set")]
    public void What_is_wrong_is_named_and_no_value_that_may_be_a_secret_is_shown(string item, string error)
    {
        using var folder = new ConfigurationFolder();
        var exception = Assert.Throws<ConfigurationException>(() => Load(folder, $"[{item}]"));
        Assert.Contains(error, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-path", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Name": "ops", "Url": "https://x"}""", "has no Secrets")]
    [InlineData($$"""{"Name": "ops", "Url": "http://hooks.example.com", "Secrets": ["{{Hooks.Secret}}"]}""", "over http")]
    public void What_is_not_safe_is_a_warning(string item, string warning)
    {
        using var folder = new ConfigurationFolder();
        Assert.Contains(Load(folder, $"[{item}]").Notes, note => note.Level == ConfigurationNoteLevel.Warning && note.Text.Contains(warning, StringComparison.Ordinal));
    }

    [Fact]
    public void A_setting_gives_it_as_JSON_and_the_same_list_twice_is_no_change()
    {
        using var folder = new ConfigurationFolder();
        var key = OptionKey.Find("webhooks")!;
        var (one, other) = (Load(folder, $"[{Good}]").Options, Load(folder, JsonSerializer.Serialize($"[{Good}]")).Options);
        Assert.True(key.IsSame(one, other));
        Assert.False(key.IsSame(one, new Ham4DbOptions()));
    }

    private static LoadedOptions Load(ConfigurationFolder folder, string webhooks) => folder.LoadText($$"""{"Webhooks": {{webhooks}}}""");
}
