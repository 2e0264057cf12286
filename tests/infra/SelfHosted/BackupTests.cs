using System.Runtime.Versioning;

namespace Ham4Db.Infra.Tests.SelfHosted;

/// <summary>The backup program on data folders that the tests make themselves.</summary>
[SupportedOSPlatform("linux")]
public sealed class BackupTests : IDisposable
{
    private static readonly string Program = Repository.Path("packaging", "backup.sh");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("usage: backup.sh save")]
    [InlineData("usage: backup.sh save", "keep", "a", "b")]
    [InlineData("usage: backup.sh save", "save", "a")]
    [InlineData("is not a folder", "save", "/nowhere/data", "/nowhere/backup")]
    [InlineData("holds no runtime.db", "save", "/", "/nowhere/backup")]
    public async Task What_cannot_be_done_is_said(string expected, params string[] arguments)
    {
        var run = await ProgramRun.OfAsync(Program, arguments);
        Assert.Equal(2, run.Code);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    // A recovery that a restored backup went on with, days later, would change servers that have changed since.
    [Fact]
    public async Task It_waits_until_nothing_runs()
    {
        var data = await DataAsync("INSERT INTO instances VALUES ('recover:shop', 0), ('recover:stock', 1)");
        var saving = ProgramRun.OfAsync(Program, ["save", data, Path.Combine(_folder.Path, "backup")]);
        await UntilAsync(() => File.Exists(Path.Combine(_folder.Path, "backup.new", "runtime.db")));
        Assert.False(saving.IsCompleted);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "backup")));
        await SqlAsync(Path.Combine(data, "runtime.db"), "UPDATE instances SET status = 1");

        var run = await saving;
        Assert.True(run.Code == 0, run.Errors);
        Assert.Equal("0", await SqlAsync(Path.Combine(_folder.Path, "backup", "runtime.db"), "SELECT count(*) FROM instances WHERE status <> 1"));
    }

    [Fact]
    public async Task A_damaged_file_is_no_backup()
    {
        var data = await DataAsync("INSERT INTO instances VALUES ('recover:shop', 1)");
        await File.WriteAllTextAsync(Path.Combine(data, "fleet.db"), new string('x', 8192), TestContext.Current.CancellationToken);
        var run = await ProgramRun.OfAsync(Program, ["save", data, Path.Combine(_folder.Path, "backup")]);
        Assert.NotEqual(0, run.Code);
        Assert.Equal(["data"], Directory.GetDirectories(_folder.Path).Select(path => Path.GetFileName(path)));
    }

    private async Task<string> DataAsync(string sql)
    {
        var data = Path.Combine(_folder.Path, "data");
        Directory.CreateDirectory(data);
        await SqlAsync(Path.Combine(data, "runtime.db"), "PRAGMA journal_mode = WAL; CREATE TABLE instances (instance_id TEXT, status INTEGER); " + sql);
        return data;
    }

    private static async Task<string> SqlAsync(string file, string sql)
    {
        var run = await ProgramRun.OfAsync("sqlite3", ["-bail", "-cmd", ".timeout 30000", file, sql]);
        Assert.True(run.Code == 0, run.Errors);
        return run.Output.Trim();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(50), "Not in time");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
