using Ham4Db.OpenGaussAgent.Configuration;
using Microsoft.Extensions.Configuration;

namespace Ham4Db.OpenGaussAgent.Tests.Configuration;

public sealed class OptionsTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["ListenAddress"] = "127.0.0.1",
        ["Database:DataFolder"] = "/var/lib/og/dn",
        ["Access:Token"] = "0123456789abcdef",
    };

    [Fact]
    public void What_is_needed_is_enough()
    {
        var options = Read([]);
        Assert.Equal(("/var/lib/og/dn", "127.0.0.1", 15000), (options.Database.DataFolder, options.AdvertisedAddress, options.Port));
    }

    [Theory]
    [InlineData("Port", "70000", "Port is '70000'; it must be a whole number from 0 to 65534")]
    [InlineData("Database:Engine", "oracle", "it must be one of: opengauss, postgresql")]
    [InlineData("Database:DataFolder", "dn", "full path")]
    [InlineData("Database:QueryTimeoutSeconds", "soon", "number of seconds")]
    [InlineData("Database:Engine", "postgresql", "Database:ManagerUser and Database:ReplicationUser are needed")]
    [InlineData("Database:KeepFiles", "../x", "without a path")]
    [InlineData("StateFolder", "/var/lib/og/dn/agent", "outside the data folder")]
    [InlineData("AdvertisedAddress", "0.0.0.0", "never one that means all")]
    [InlineData("AdvertisedAddress", "::", "never one that means all")]
    [InlineData("ListenAddress", "db1", "must be an IP address")]
    [InlineData("ListenAddress", "0.0.0.0", "in the clear")]
    [InlineData("Access:Token", "", "nobody could call")]
    [InlineData("Access:Token", "short", "at least 16")]
    [InlineData("Access:TokenFile", "/nowhere/token", "cannot be read")]
    [InlineData("Access:CertificateFile", "/nowhere/cert", "needed together")]
    [InlineData("Access:ClientNames", "manager", "needs Access:ClientAuthorityFile")]
    [InlineData("Original:Port", "15001", "each needs the next port")]
    [InlineData("Original:Port", "14000", "Original:AllowedAddresses is empty")]
    [InlineData("Server:Addresses", "manager:3000", "must be like https://host:3000")]
    [InlineData("Server:Adresses", "http://x", "Server:Adresses is no key of the agent")]
    [InlineData("Fencing:Enabled", "maybe", "true or false")]
    [InlineData("Fencing:Enabled", "true", "Fencing:ServerPromotesAfterSeconds is needed")]
    public void Each_error_names_the_key_and_what_is_allowed(string key, string value, string message) =>
        Assert.Contains(message, Assert.Throws<ConfigurationException>(() => Read(new() { [key] = value })).Message, StringComparison.Ordinal);

    [Theory]
    // 10 + 2 x 1 + 5 = 17 must be shorter than what the manager waits.
    [InlineData("17.1", null)]
    [InlineData("17", "otherwise there may be two primaries")]
    [InlineData("10", "otherwise there may be two primaries")]
    public void Self_fencing_must_be_done_before_the_manager_promotes(string promotesAfter, string? message)
    {
        var values = new Dictionary<string, string?>
        {
            ["Fencing:Enabled"] = "true",
            ["Fencing:AfterSeconds"] = "10",
            ["Fencing:IntervalSeconds"] = "1",
            ["Fencing:StopTimeoutSeconds"] = "5",
            ["Fencing:ServerPromotesAfterSeconds"] = promotesAfter,
            ["Server:Addresses"] = "http://127.0.0.1:3000",
            ["Server:IntervalSeconds"] = "2",
        };
        if (message is null)
            Assert.Equal(17, Read(values).Fencing.Longest.TotalSeconds);
        else
            Assert.Contains(message, Assert.Throws<ConfigurationException>(() => Read(values)).Message, StringComparison.Ordinal);
        values["Server:IntervalSeconds"] = "5";
        Assert.Contains("one lost heartbeat", Assert.Throws<ConfigurationException>(() => Read(values)).Message, StringComparison.Ordinal);
    }

    private static AgentOptions Read(Dictionary<string, string?> more) =>
        AgentOptionsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(Good).AddInMemoryCollection(more).Build());
}
