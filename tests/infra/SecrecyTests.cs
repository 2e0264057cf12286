using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ham4Db.Infra.Tests;

/// <summary>No key opens anything, and nothing but the app's own address is reached from outside.</summary>
public sealed partial class SecrecyTests(Compiled compiled)
{
    [Theory]
    [InlineData("listKeys(")]
    [InlineData("listAccountSas(")]
    [InlineData("listServiceSas(")]
    [InlineData("listConnectionStrings(")]
    [InlineData("listSecrets(")]
    [InlineData("listCredentials(")]
    [InlineData("AccountKey=")]
    [InlineData("SharedAccessKey=")]
    [InlineData("SharedAccessSignature=")]
    [InlineData("Password=")]
    [InlineData("AzureWebJobsStorage\"")]
    [InlineData("WEBSITE_CONTENTAZUREFILECONNECTIONSTRING")]
    public void No_key_is_asked_for_or_written_down(string text) => Assert.DoesNotContain(text, compiled.Text, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Storage_has_no_keys_and_no_door_to_the_internet()
    {
        var properties = Only("Microsoft.Storage/storageAccounts");
        Assert.False(properties["allowSharedKeyAccess"]!.GetValue<bool>());
        Assert.False(properties["allowBlobPublicAccess"]!.GetValue<bool>());
        Assert.Equal("Disabled", properties["publicNetworkAccess"]!.GetValue<string>());
        Assert.Equal("TLS1_2", properties["minimumTlsVersion"]!.GetValue<string>());
    }

    [Fact]
    public void The_vault_asks_for_roles_and_has_no_door_to_the_internet()
    {
        var properties = Only("Microsoft.KeyVault/vaults");
        Assert.True(properties["enableRbacAuthorization"]!.GetValue<bool>());
        Assert.True(properties["enablePurgeProtection"]!.GetValue<bool>());
        Assert.Equal("Disabled", properties["publicNetworkAccess"]!.GetValue<string>());
        Assert.Null(properties["accessPolicies"]);
    }

    [Fact]
    public void Telemetry_is_taken_from_identities_only()
    {
        Assert.True(Only("Microsoft.Insights/components")["DisableLocalAuth"]!.GetValue<bool>());
        Assert.True(Only("Microsoft.OperationalInsights/workspaces")["features"]!["disableLocalAuth"]!.GetValue<bool>());
    }

    [Fact]
    public void Packages_are_deployed_by_identities_only() =>
        Assert.Equal([false, false], compiled.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Select(policy => policy["properties"]!["allow"]!.GetValue<bool>()));

    [Fact]
    public void Everything_is_entered_with_the_one_identity()
    {
        var app = Assert.Single(compiled.OfType("Microsoft.Web/sites"));
        Assert.Equal("UserAssigned", app["identity"]!["type"]!.GetValue<string>());
        Assert.True(app["properties"]!["httpsOnly"]!.GetValue<bool>());
        Assert.Equal("UserAssignedIdentity", app["properties"]!["functionAppConfig"]!["deployment"]!["storage"]!["authentication"]!["type"]!.GetValue<string>());
        Assert.NotNull(app["properties"]!["keyVaultReferenceIdentity"]);
    }

    /// <summary>Ids of built-in roles; nobody's own role gets the app more than it needs.</summary>
    [Fact]
    public void The_identity_has_these_roles_and_no_other()
    {
        string[] expected =
        [
            "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", // Storage Blob Data Owner: locks of the host, packages
            "974c5e8b-45b9-4653-ba55-5f855dd0fb88", // Storage Queue Data Contributor
            "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", // Storage Table Data Contributor
            "4633458b-17de-408a-b874-0445c86b69e6", // Key Vault Secrets User
            "0ad04412-c4d5-4796-b79c-f76d14c8d402", // Durable Task Data Contributor
            "3913510d-42f4-4e42-8a64-420c390055eb", // Monitoring Metrics Publisher
        ];
        var given = compiled.Resources.Where(resource => resource["type"]!.GetValue<string>() == "Microsoft.Authorization/roleAssignments").ToList();
        Assert.Equal(4, given.Count);
        Assert.All(given, role => Assert.True(role["scope"] is not null, "A role holds on one resource, never on the whole group."));
        var found = Id().Matches(compiled.Text).Select(match => match.Groups[1].Value).Distinct();
        Assert.Equal(expected.Order(), found.Order());
    }

    [Fact]
    public void Passwords_are_secure_parameters_all_the_way()
    {
        Assert.Equal("secureObject", compiled.Template["parameters"]!["secrets"]!["type"]!.GetValue<string>());
        var vault = compiled.Templates.Select(template => template["parameters"]?["values"]).Single(parameter => parameter is not null);
        Assert.Equal("secureObject", vault!["type"]!.GetValue<string>());
    }

    [Fact]
    public void A_password_reaches_the_vault_only()
    {
        const string planted = "planted-topology-password";
        foreach (var size in Compiled.Sizes)
        {
            foreach (var name in compiled.Given(size).Where(name => name != "secrets"))
                Assert.DoesNotContain(planted, compiled.Parameter(size, name).ToJsonString(), StringComparison.Ordinal);
            Assert.Equal(planted, compiled.Parameter(size, "secrets")["MySQLTopologyPassword"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("privatelink.blob.")]
    [InlineData("privatelink.queue.")]
    [InlineData("privatelink.table.")]
    [InlineData("privatelink.vaultcore.azure.net")]
    [InlineData("privatelink.durabletask.io")]
    [InlineData("privatelink.azurewebsites.net")]
    public void Each_part_has_a_zone_for_its_private_endpoint(string zone) => Assert.Contains(zone, compiled.Text, StringComparison.Ordinal);

    private JsonNode Only(string type) => Assert.Single(compiled.OfType(type))["properties"]!;

    [GeneratedRegex("\"([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\"", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Id();
}
