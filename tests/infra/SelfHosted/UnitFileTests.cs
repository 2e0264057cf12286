namespace Ham4Db.Infra.Tests.SelfHosted;

public sealed class UnitFileTests
{
    private static readonly string[] Lines = Repository.Read("packaging", "ham4db.service").Split('\n');

    [Theory]
    [InlineData("User=ham4db")]
    [InlineData("NoNewPrivileges=true")]
    [InlineData("CapabilityBoundingSet=")]
    [InlineData("ProtectSystem=strict")]
    [InlineData("ProtectHome=true")]
    [InlineData("PrivateDevices=true")]
    [InlineData("RestrictSUIDSGID=true")]
    [InlineData("StateDirectoryMode=0700")]
    [InlineData("UMask=0077")]
    [InlineData("Restart=always")]
    [InlineData("StartLimitIntervalSec=0")]
    public void It_may_do_what_it_must_and_comes_back(string line) => Assert.Contains(line, Lines);

    // .NET makes code while it runs.
    [Fact]
    public void It_may_run_at_all() => Assert.DoesNotContain("MemoryDenyWriteExecute=true", Lines);

    // What systemd does not know it ignores, with a line in a log that nobody reads.
    [Fact]
    public async Task Systemd_knows_each_of_its_keys()
    {
        if (!File.Exists("/usr/bin/systemd-analyze")) Assert.Skip("There is no systemd-analyze on this machine.");
        var run = await ProgramRun.OfAsync("/usr/bin/systemd-analyze", ["verify", Repository.Path("packaging", "ham4db.service")]);
        Assert.DoesNotMatch("Unknown|Failed to parse|Invalid", run.Output + run.Errors);
    }
}
