using System.Runtime.Versioning;

namespace Ham4Db.Infra.Tests.SelfHosted;

/// <summary>The service as packaging/publish.sh makes it, in a folder that every account may read. HAM4DB_PUBLISHED names one that is there already.</summary>
[SupportedOSPlatform("linux")]
public sealed class Published : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Where it is.</summary>
    public string Folder { get; private set; } = "";

    public string Program => Path.Combine(Folder, "ham4db");

    public string Backup => Path.Combine(Folder, "backup.sh");

    public async ValueTask InitializeAsync()
    {
        Folder = Environment.GetEnvironmentVariable("HAM4DB_PUBLISHED") ?? "";
        if (Folder.Length > 0) return;
        Folder = Path.Combine(_folder.Path, "published");
        var run = await ProgramRun.OfAsync(Repository.Path("packaging", "publish.sh"), [Folder], limit: Limit);
        Assert.True(run.Code == 0, run.Output + run.Errors);
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
