using Ham4Db.Core.Model;

namespace Ham4Db.Engines.MySql.Sessions;

/// <content>Detaching and re-attaching: the same source under a name that nobody has.</content>
internal sealed partial class MySqlSession
{
    /// <inheritdoc/>
    public async Task DetachAsync(CancellationToken cancellationToken)
    {
        var channel = await RequireChannelAsync(cancellationToken);
        if (!channel.IsDetached) await RenameSourceAsync(InstanceKey.DetachedPrefix + channel.Source.Host, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ReattachAsync(CancellationToken cancellationToken)
    {
        var channel = await RequireChannelAsync(cancellationToken);
        if (channel.IsDetached) await RenameSourceAsync(channel.Source.Host[InstanceKey.DetachedPrefix.Length..], cancellationToken);
    }

    /// <summary>Changes the host alone. A new host makes the server forget its position, so that it is told again.</summary>
    private async Task RenameSourceAsync(string host, CancellationToken cancellationToken)
    {
        await StopAsync("stopping replication", Dialect.Stop, cancellationToken);
        // Read when nothing moves any more.
        var channel = await RequireChannelAsync(cancellationToken);
        List<string> settings = [$"{Dialect.Source}_HOST = {SqlText.Quote(host)}", $"{Dialect.Source}_PORT = {channel.Source.Port}", .. PositionSettings(channel)];
        await ChangeSourceAsync(settings, cancellationToken);
    }

    /// <summary>The options that leave a channel where it is: by GTID as it was, else by the coordinates that it has applied up to.</summary>
    private IEnumerable<string> PositionSettings(ReplicationStatus channel)
    {
        if (channel.UsesMariaDbGtid) return [$"MASTER_USE_GTID = {(channel.UsingGtid.Equals("Current_Pos", StringComparison.OrdinalIgnoreCase) ? "current_pos" : "slave_pos")}"];
        if (channel.UsesOracleGtid) return [$"{Dialect.Source}_AUTO_POSITION = 1"];
        // Before anything was applied there are no coordinates: the source's first log is meant.
        return channel.Executed.IsEmpty ? [ByCoordinates] : AtCoordinates(channel.Executed);
    }

    private async Task ChangeSourceAsync(IEnumerable<string> settings, CancellationToken cancellationToken) =>
        await RunAsync("changing the source", $"{Dialect.ChangeSource} {string.Join(", ", settings)}{Dialect.DefaultChannel}", cancellationToken);
}
