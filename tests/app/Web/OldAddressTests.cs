using Ham4Db.Functions.Web;

namespace Ham4Db.Functions.Tests.Web;

public sealed class OldAddressTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("clusters", "")]
    [InlineData("faq", "")]
    [InlineData("nonsense/of/any/kind", "")]
    [InlineData("clusters-analysis", "problems")]
    [InlineData("cluster/db1:3306", "clusters/db1%3A3306")]
    [InlineData("mysql/cluster/db1:3306", "clusters/db1%3A3306")]
    [InlineData("cluster/alias/shop", "clusters/shop")]
    [InlineData("cluster/instance/db1/3306", "clusters/db1%3A3306")]
    [InlineData("cluster-pools/shop", "clusters/shop")]
    [InlineData("search", "search")]
    [InlineData("search/a b&c", "search?q=a%20b%26c")]
    [InlineData("discover", "discover")]
    [InlineData("audit", "history/audit")]
    [InlineData("audit/3", "history/audit")]
    [InlineData("audit/instance/db1/3306", "history/audit?instance=db1%3A3306")]
    [InlineData("audit-recovery", "recoveries")]
    [InlineData("audit-recovery/uid/8a66", "recoveries/8a66")]
    [InlineData("audit-recovery/id/17", "recoveries/17")]
    [InlineData("audit-recovery/cluster/db1:3306", "recoveries?cluster=db1%3A3306")]
    [InlineData("audit-recovery/alias/shop", "recoveries?cluster=shop")]
    [InlineData("audit-recovery-steps/8a66", "recoveries/8a66")]
    [InlineData("audit-failure-detection", "history/detections")]
    [InlineData("audit-failure-detection/alias/shop", "history/detections?cluster=shop")]
    [InlineData("status", "status")]
    [InlineData("agents", "status")]
    [InlineData("agent/db1", "status")]
    public void Lead_to_the_page_that_shows_the_same(string old, string expected) => Assert.Equal(expected, OldAddresses.Find(old));

    [Fact]
    public void Carry_nothing_that_leads_elsewhere() =>
        Assert.Equal("clusters/..%5Cevil.example%3Fx%23y%0D%0A", OldAddresses.Find("cluster/..\\evil.example?x#y\r\n"));
}
