using System.Diagnostics;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Probing;
using MySqlConnector;

namespace Ham4Db.Engines.MySql.Sessions;

/// <content>Starting, stopping and re-pointing replication. Only the default channel is touched.</content>
internal sealed partial class MySqlSession
{
    private const int PositionBehindOwnLog = 1947;
    private const int PositionAttempts = 20;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    /// <inheritdoc/>
    public async Task StopReplicationAsync(CancellationToken cancellationToken)
    {
        if (await ReadChannelAsync(cancellationToken) is not null) await StopAsync("stopping replication", Dialect.Stop, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StopReceiverAsync(CancellationToken cancellationToken)
    {
        if (await ReadChannelAsync(cancellationToken) is not { } channel) return;
        // Before and not after: MariaDB throws its relay logs away when it starts the applier by GTID while the receiver stands still.
        var mayStart = !Dialect.IsMariaDb || channel.Receiver != ReplicationThreadState.Stopped;
        if (mayStart && channel is { Applier: ReplicationThreadState.Stopped, ApplierErrorNumber: 0 })
            await RunAsync("starting the applier", Dialect.StartApplier, cancellationToken);
        await StopAsync("stopping the receiver", Dialect.StopReceiver, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StartReplicationAsync(CancellationToken cancellationToken)
    {
        await RequireChannelAsync(cancellationToken);
        await RunAsync("starting replication", Dialect.Start, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var channel = await RequireChannelAsync(cancellationToken);
            if (channel.IsRunning) return;
            if (channel.ReceiverErrorNumber != 0) throw NotStarted("receiver", channel.ReceiverErrorNumber, channel.ReceiverError);
            if (channel.ApplierErrorNumber != 0) throw NotStarted("applier", channel.ApplierErrorNumber, channel.ApplierError);
            if (Stopwatch.GetElapsedTime(started) > StartPatience)
                throw new InstanceOperationException($"{Key}: replication did not start within {StartPatience.TotalSeconds:0} s (receiver {channel.Receiver}, applier {channel.Applier})");
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task ReconnectReceiverAsync(CancellationToken cancellationToken)
    {
        var channel = await RequireChannelAsync(cancellationToken);
        // MariaDB throws its relay logs away when the receiver starts by GTID while the applier stands still.
        if (channel.UsesMariaDbGtid && channel.Applier != ReplicationThreadState.Running)
            throw new InstanceOperationException($"{Key}: the receiver is left as it is, because the applier does not run and received transactions would be lost");
        await StopAsync("stopping the receiver", Dialect.StopReceiver, cancellationToken);
        await RunAsync("starting the receiver", Dialect.StartReceiver, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ResetReplicationAsync(CancellationToken cancellationToken)
    {
        if (await ReadOnlyChannelAsync(cancellationToken) is null) return;
        await StopAsync("stopping replication", Dialect.Stop, cancellationToken);
        await RunAsync("resetting replication", Dialect.ResetAll, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RepointAsync(InstanceKey source, RepointOptions how, CancellationToken cancellationToken)
    {
        if (options.ReplicationAddress is { } addressOf) source = await addressOf(source, cancellationToken);
        var channel = await ReadOnlyChannelAsync(cancellationToken);
        var word = Dialect.Source;
        List<string> settings = [$"{word}_HOST = {SqlText.Quote(source.Host)}", $"{word}_PORT = {source.Port}"];
        if (how.Credentials is { } credentials)
            settings.AddRange([$"{word}_USER = {SqlText.Quote(credentials.User)}", $"{word}_PASSWORD = {SqlText.Quote(credentials.Password)}"]);
        settings.AddRange(TlsSettings(how));
        settings.AddRange(Positioning(how.Position));
        // A server that never was a replica would wait a minute after each failed attempt, and commits that need its acknowledgement with it;
        // from MySQL 8.4 on it would give up after ten.
        if (channel is null) settings.Add($"{word}_CONNECT_RETRY = 1{(Dialect.IsMariaDb ? "" : $", {word}_RETRY_COUNT = 86400")}");
        // Without TLS, caching_sha2_password cannot log in a replica that does not know the source's key.
        var isPlain = how.Tls is null && !(how.UseTls ?? channel?.UsesTls ?? false);
        if (Dialect.HasGetPublicKey && isPlain) settings.Add($"GET_{word}_PUBLIC_KEY = 1");

        if (channel is not null) await StopAsync("stopping replication", Dialect.Stop, cancellationToken);
        if (Dialect.IsMariaDb && how.WasPrimary) await TakeOwnTransactionsAsPositionAsync(cancellationToken);
        await ChangeSourceAsync(settings, cancellationToken);
    }

    private IEnumerable<string> Positioning(BinlogCoordinates? position)
    {
        if (position is not { } at) return [Dialect.IsMariaDb ? "MASTER_USE_GTID = slave_pos" : $"{Dialect.Source}_AUTO_POSITION = 1"];
        return at.IsEmpty ? throw new InstanceOperationException($"{Key}: no position in a binary log is known to start at") : AtCoordinates(at);
    }

    private IEnumerable<string> TlsSettings(RepointOptions how)
    {
        var word = Dialect.Source;
        if (how.Tls is not { } tls)
        {
            if (how.UseTls is { } useTls) yield return $"{word}_SSL = {(useTls ? 1 : 0)}";
            yield break;
        }

        yield return $"{word}_SSL = 1";
        foreach (var (name, value) in ((string, string)[])[("CA", tls.CaFile), ("CAPATH", tls.CaFolder), ("CERT", tls.CertificateFile), ("KEY", tls.KeyFile), ("CIPHER", tls.Cipher)])
            if (value.Length > 0)
                yield return $"{word}_SSL_{name} = {SqlText.Quote(value)}";
        yield return $"{word}_SSL_VERIFY_SERVER_CERT = {(tls.VerifiesHost ? 1 : 0)}";
    }

    private IEnumerable<string> AtCoordinates(BinlogCoordinates at) =>
    [
        $"{Dialect.Source}_LOG_FILE = {SqlText.Quote(at.File)}",
        $"{Dialect.Source}_LOG_POS = {at.Position}",
        .. Dialect.IsBinlogServer ? Array.Empty<string>() : [ByCoordinates],
    ];

    private string ByCoordinates => Dialect.IsMariaDb ? "MASTER_USE_GTID = no" : $"{Dialect.Source}_AUTO_POSITION = 0";

    /// <summary>A MariaDB primary's own transactions are in gtid_binlog_pos alone; a replica starts at gtid_slave_pos.</summary>
    private async Task TakeOwnTransactionsAsPositionAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var positions = (await RunAsync("reading positions", "SELECT @@global.gtid_binlog_pos, @@global.gtid_slave_pos", cancellationToken)).Tables[0];
            var (logged, replicated) = (MariaDbGtid.Union(positions.At(0, 0)), MariaDbGtid.Union(positions.At(0, 1)));
            var position = MariaDbGtid.Union(logged, replicated);
            if (position == replicated) return;
            // One that takes writes is past its own position by the time that it is told of it, and refuses what is behind: it is told to take where it is.
            var rest = string.Join(',', replicated.Split(',').Where(gtid => !logged.Split(',').Any(other => DomainOf(other) == DomainOf(gtid))));
            var now = position == MariaDbGtid.Union(logged, rest) ? $"CONCAT_WS(',', @@global.gtid_binlog_pos, NULLIF({SqlText.Quote(rest)}, ''))" : SqlText.Quote(position);
            try
            {
                await RunAsync("setting the position", $"SET GLOBAL gtid_slave_pos = {now}", cancellationToken);
                return;
            }
            catch (InstanceOperationException exception) when (exception.InnerException is MySqlException { Number: PositionBehindOwnLog } && attempt < PositionAttempts)
            {
                // A commit came in between.
            }
        }

        static string DomainOf(string gtid) => gtid.Split('-')[0];
    }

    /// <summary>
    /// A semi-synchronous MariaDB replica that stops connects to its source once more to say so, for rpl_semi_sync_slave_kill_conn_timeout
    /// seconds (5 by default, 0 is for ever) when the source hangs. One second is the least that can be set.
    /// </summary>
    private async Task StopAsync(string what, string statement, CancellationToken cancellationToken)
    {
        const string Setting = "rpl_semi_sync_slave_kill_conn_timeout";
        var known = Dialect is { IsMariaDb: true, IsBinlogServer: false } ? await RunAsync("reading semi-synchronous settings", $"SHOW GLOBAL VARIABLES LIKE '{Setting}'", cancellationToken) : null;
        var isChanged = false;
        if (known?.Tables is [{ Count: > 0 } table, ..] && table.At(0, 1) is not "1")
            isChanged = await TrySetAsync(Setting, "1", cancellationToken);
        await RunAsync(what, statement, cancellationToken);
        if (isChanged) await TrySetAsync(Setting, known!.Tables[0].At(0, 1) ?? "5", cancellationToken);
    }

    private async Task<bool> TrySetAsync(string name, string value, CancellationToken cancellationToken)
    {
        var isNumber = ulong.TryParse(value, out _);
        return isNumber && (await connection.QueryAsync($"SET GLOBAL {name} = {value}", options.OperationTimeout, cancellationToken)).Error is null;
    }

    private async Task<ReplicationStatus?> ReadChannelAsync(CancellationToken cancellationToken) =>
        (await ReadChannelsAsync(cancellationToken)).Find(channel => channel.Channel.Length == 0);

    /// <summary>The default channel, before its source is changed.</summary>
    /// <exception cref="InstanceOperationException">There are others.</exception>
    private async Task<ReplicationStatus?> ReadOnlyChannelAsync(CancellationToken cancellationToken)
    {
        var channels = await ReadChannelsAsync(cancellationToken);
        return channels.Find(channel => channel.Channel.Length > 0) is { } named
            ? throw new InstanceOperationException($"{Key} replicates over the named channel '{named.Channel}' from {named.Source}: the sources of such an instance are not changed.")
            : channels.SingleOrDefault();
    }

    private async Task<List<ReplicationStatus>> ReadChannelsAsync(CancellationToken cancellationToken) =>
        ChannelReader.Read((await RunAsync("reading replication", Dialect.ChannelStatus, cancellationToken)).Tables[0]);

    private async Task<ReplicationStatus> RequireChannelAsync(CancellationToken cancellationToken) =>
        await ReadChannelAsync(cancellationToken) ?? throw new InstanceOperationException($"{Key} has no source to replicate from");

    private InstanceOperationException NotStarted(string thread, int number, string error) =>
        new($"{Key}: replication did not start: the {thread} reports error {number}: {Connections.FailureClassifier.Clean(error)}");
}
