using System.Diagnostics;
using Ham4Db.Web.Tests.Support;

namespace Ham4Db.Web.Tests;

/// <summary>The page's own checks: its types, and the unit tests beside its sources.</summary>
public sealed class UnitTests
{
    [Fact]
    public async Task The_pages_types_and_unit_tests_hold()
    {
        var start = new ProcessStartInfo("npm", ["run", "--silent", "check"]) { WorkingDirectory = Repository.Page, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var npm = Process.Start(start)!;
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), npm.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await npm.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(npm.ExitCode == 0, await output + await errors);
    }
}
