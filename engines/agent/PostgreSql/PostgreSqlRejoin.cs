using System.Globalization;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.PostgreSql;

/// <summary>
/// Makes a PostgreSQL a standby of another: by pg_rewind where that can be, else by a base backup beside the old data,
/// which is put in its place when it is whole. Files of the node's own (its configuration) are kept.
/// </summary>
internal sealed class PostgreSqlRejoin(AgentOptions options, DatabasePrograms programs, TimeProvider time)
{
    private static readonly TimeSpan StreamTimeout = TimeSpan.FromSeconds(60);
    private readonly DatabaseOptions _database = options.Database;
    private readonly KeptFiles _kept = new(options.Database, options.StateFolder);

    public string[] SqlArguments(string sql) => SqlArguments(
        ConnInfo.Build(
            ("host", _database.SocketFolder.Length > 0 ? _database.SocketFolder : Postmaster.Read(programs.DataFolder).SocketFolder ?? ""),
            ("port", (Postmaster.Read(programs.DataFolder).Port ?? _database.Port).ToString(CultureInfo.InvariantCulture)),
            ("user", _database.ManagerUser),
            ("dbname", "postgres"),
            ("passfile", _database.PassFile),
            ("application_name", "ham4db-agent"),
            ("connect_timeout", "5")),
        sql);

    /// <returns>What it answered.</returns>
    /// <exception cref="ActionFailedException">The database did not answer.</exception>
    public async Task<string> SqlAsync(string sql, CancellationToken cancellationToken) =>
        (await programs.DoAsync("psql", SqlArguments(sql), null, cancellationToken)).Output.Trim();

    public async Task StartAsync(IActionProgress progress, CancellationToken cancellationToken)
    {
        var seconds = ((int)_database.ActionTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await programs.DoAsync("pg_ctl", ["start", "-D", programs.DataFolder, "-l", _database.LogFile, "-w", "-t", seconds, "-s"], progress, cancellationToken);
    }

    public async Task StopAsync(StopMode mode, IActionProgress? progress, CancellationToken cancellationToken)
    {
        if (!Postmaster.Read(programs.DataFolder).Process.Alive)
            return;
        var seconds = ((int)_database.ActionTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await programs.DoAsync(
            "pg_ctl", ["stop", "-D", programs.DataFolder, "-m", mode == StopMode.StopImmediate ? "immediate" : "fast", "-w", "-t", seconds, "-s"], progress, cancellationToken);
    }

    public Task MarkStandbyAsync(CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(Path.Combine(programs.DataFolder, "standby.signal"), "", cancellationToken);

    /// <summary>Streams from another source from now on, without a restart.</summary>
    public async Task FollowAsync(ActRequest request, CancellationToken cancellationToken)
    {
        await SqlAsync($"ALTER SYSTEM SET primary_conninfo = {Quote(SourceConnInfo(request))}", cancellationToken);
        await SqlAsync($"ALTER SYSTEM SET primary_slot_name = {Quote(request.Slot)}", cancellationToken);
        await SqlAsync("SELECT pg_reload_conf()", cancellationToken);
    }

    public async Task BuildAsync(ActRequest request, IActionProgress progress, CancellationToken cancellationToken)
    {
        progress.Say("stopping the database");
        await StopAsync(StopMode.StopFast, progress, cancellationToken);
        FinishSwap();
        _kept.Save();
        progress.FolderIsHalfBuilt();
        var rewound = request.BuildMode != BuildMode.BuildFull && await RewindAsync(request, progress, cancellationToken);
        if (!rewound)
            await BaseBackupAsync(request, progress, cancellationToken);
        _kept.Restore();
        await _kept.SetAutomaticAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["primary_conninfo"] = SourceConnInfo(request), ["primary_slot_name"] = request.Slot },
            cancellationToken);
        await MarkStandbyAsync(cancellationToken);
        progress.FolderIsWhole();
        _kept.Forget();
        progress.Say("starting as a standby");
        await StartAsync(progress, cancellationToken);
        await WaitForStreamAsync(request, cancellationToken);
    }

    private async Task<bool> RewindAsync(ActRequest request, IActionProgress progress, CancellationToken cancellationToken)
    {
        var source = ConnInfo.Build(
            ("host", request.SourceHost), ("port", request.SourcePort.ToString(CultureInfo.InvariantCulture)), ("user", _database.ManagerUser), ("dbname", "postgres"),
            ("passfile", _database.PassFile), ("connect_timeout", "5"));
        // Up to 15 pg_rewind reads the source's timeline from its last checkpoint, which is an old one just after a promotion,
        // and then finds that nothing needs to be done.
        var checkpoint = await programs.BuildAsync("psql", SqlArguments(source, "CHECKPOINT"), progress, cancellationToken);
        if (!checkpoint.Succeeded)
            throw new ActionFailedException("A checkpoint at the source", checkpoint);
        progress.Say("rewinding");
        var result = await programs.BuildAsync("pg_rewind", ["-D", programs.DataFolder, $"--source-server={source}", "--progress"], progress, cancellationToken);
        if (result.Succeeded)
            return true;
        if (request.BuildMode == BuildMode.BuildIncremental)
            throw new ActionFailedException("pg_rewind", result);
        progress.Say($"pg_rewind failed ({result.Tail}); taking a base backup");
        return false;
    }

    private async Task BaseBackupAsync(ActRequest request, IActionProgress progress, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path.Combine(programs.DataFolder, "pg_tblspc")) && Directory.EnumerateFileSystemEntries(Path.Combine(programs.DataFolder, "pg_tblspc")).Any())
            throw new ActionFailedException("The instance has tablespaces outside its data folder; a base backup must be taken by hand.");
        if (Directory.Exists(NewFolder))
            Directory.Delete(NewFolder, recursive: true);
        var result = await programs.BuildAsync(
            "pg_basebackup", ["-D", NewFolder, "-d", SourceConnInfo(request), "-X", "stream", "-c", "fast", "-P", "-v"], progress, cancellationToken);
        if (!result.Succeeded)
            throw new ActionFailedException("pg_basebackup", result);
        // From here on the new folder is whole: should this process end now, the next build finishes the exchange.
        await File.WriteAllTextAsync(NewFolder + ".whole", "", cancellationToken);
        FinishSwap();
    }

    private string NewFolder => programs.DataFolder.TrimEnd('/') + ".ham4db-new";

    private string OldFolder => programs.DataFolder.TrimEnd('/') + ".ham4db-old";

    private void FinishSwap()
    {
        var data = programs.DataFolder.TrimEnd('/');
        if (File.Exists(NewFolder + ".whole"))
        {
            if (Directory.Exists(NewFolder))
            {
                if (Directory.Exists(data) && !Directory.Exists(OldFolder))
                    Directory.Move(data, OldFolder);
                Directory.Move(NewFolder, data);
            }

            File.Delete(NewFolder + ".whole");
        }

        if (Directory.Exists(OldFolder) && Directory.Exists(data))
            Directory.Delete(OldFolder, recursive: true);
    }

    // A standby that starts and never streams looks well and is not.
    private async Task WaitForStreamAsync(ActRequest request, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (await SqlAsync("SELECT coalesce((SELECT status FROM pg_stat_wal_receiver), 'none')", cancellationToken) is var status and not "streaming")
        {
            if (time.GetElapsedTime(start) > StreamTimeout)
                throw new ActionFailedException($"It was built and started, and does not stream from {request.SourceHost}:{request.SourcePort} (its receiver: {status}); see {_database.LogFile}.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }
    }

    private string SourceConnInfo(ActRequest request) => ConnInfo.Build(
        ("host", request.SourceHost), ("port", request.SourcePort.ToString(CultureInfo.InvariantCulture)), ("user", _database.ReplicationUser),
        ("passfile", _database.PassFile), ("application_name", options.NodeName), ("connect_timeout", "5"));

    private static string[] SqlArguments(string connInfo, string sql) => ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", connInfo, "-c", sql];

    private static string Quote(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
