using System.Runtime.Versioning;

namespace Ham4Db.Infra.Tests.SelfHosted;

/// <summary>What is installed on a machine of one's own: it is published, run by an account without rights, backed up and restored.</summary>
[SupportedOSPlatform("linux")]
public sealed class SelfHostedTests(Published published) : IClassFixture<Published>
{
    private const string Configuration = """
        {
          "MySQLTopologyUser": "ham4db",
          "MySQLTopologyPassword": "not-a-real-one",
          "DiscoveryAllowedHosts": ["db-*.example.com"],
        }
        """;

    [Fact]
    public void It_is_one_file_and_what_is_installed_beside_it() =>
        Assert.Equal(["LICENSE", "backup.sh", "ham4db", "ham4db.conf.sample.json", "ham4db.service"], Directory.GetFileSystemEntries(published.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task It_runs_without_rights_and_starts_again_from_a_backup_that_was_made_while_it_ran()
    {
        await using var account = await ServiceAccount.CreateAsync();
        var file = Path.Combine(account.Folder, "ham4db.conf.json");
        await File.WriteAllTextAsync(file, Configuration, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var (first, address) = await account.StartAsync(published.Program, file, "data");

        Assert.Contains("\"disabled\"", await account.AskAsync(address, "api/disable-global-recoveries"), StringComparison.Ordinal);
        var saved = await account.RunAsync(published.Backup, "save", Path.Combine(account.Folder, "data"), Path.Combine(account.Folder, "backup"));
        Assert.True(saved.Code == 0, saved.Errors);
        // What happens after the backup is not in it.
        Assert.Contains("\"enabled\"", await account.AskAsync(address, "api/enable-global-recoveries"), StringComparison.Ordinal);
        var again = await account.RunAsync(published.Backup, "save", Path.Combine(account.Folder, "data"), Path.Combine(account.Folder, "backup"));
        Assert.Equal(2, again.Code);
        Assert.Contains("is there already", again.Errors, StringComparison.Ordinal);
        var second = await account.RunAsync(published.Program, "up", "--config", file, "--data", Path.Combine(account.Folder, "data"), "--listen", "127.0.0.1:0");
        Assert.Equal(9, second.Code);

        Assert.Equal(0, await ServiceAccount.StopAsync(first));
        var over = await account.RunAsync(published.Backup, "restore", Path.Combine(account.Folder, "backup"), Path.Combine(account.Folder, "data"));
        Assert.Equal(2, over.Code);
        Assert.Contains("is not empty", over.Errors, StringComparison.Ordinal);
        var restored = await account.RunAsync(published.Backup, "restore", Path.Combine(account.Folder, "backup"), Path.Combine(account.Folder, "restored"));
        Assert.True(restored.Code == 0, restored.Errors);
        Assert.False(Directory.Exists(Path.Combine(account.Folder, "restored.new")));

        var (_, there) = await account.StartAsync(published.Program, file, "restored");
        Assert.Contains("\"disabled\"", await account.AskAsync(there, "api/check-global-recoveries"), StringComparison.Ordinal);
        var (_, here) = await account.StartAsync(published.Program, file, "data");
        Assert.Contains("\"enabled\"", await account.AskAsync(here, "api/check-global-recoveries"), StringComparison.Ordinal);
    }
}
