using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.OpenGauss.Probing;
using Ham4Db.OpenGaussAgent.Protocol;
using AgentAction = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.Engines.OpenGauss.Sessions;

/// <content>Roles, writes and synchronous replication.</content>
internal sealed partial class OpenGaussSession
{
    /// <inheritdoc/>
    /// <remarks>
    /// A standby that is to accept writes is promoted: by gs_ctl switchover where its primary is there to hand its role over, which loses nothing and leaves
    /// one primary; else by gs_ctl failover. A fenced former primary is let go and started as the primary that it was. Read-only is
    /// default_transaction_read_only: it can be taken back without a restart, and the switchover that follows it ends all sessions.
    /// </remarks>
    public async Task SetReadOnlyAsync(bool readOnly, CancellationToken cancellationToken)
    {
        var instance = await DescribeAsync(cancellationToken);
        if (readOnly)
        {
            if (Words.IsPrimary(instance) && instance is { Process.Alive: true, Fenced: false } && !(instance.HasReadOnly && instance.ReadOnly)) await ActAsync(AgentAction.SetReadOnly, cancellationToken);
            return;
        }

        if (instance.Fenced && instance.Process is not { Alive: true })
        {
            await ActAsync(AgentAction.Unfence, cancellationToken);
            await ActAsync(new ActRequest { Action = AgentAction.Start, Role = Role.Primary }, cancellationToken);
        }
        else if (Words.IsStandby(instance))
        {
            await ActAsync(await HandsOverAsync(cancellationToken) ? AgentAction.Switchover : AgentAction.Failover, cancellationToken);
        }

        // What it was told as a primary of earlier days is in its file still.
        instance = await DescribeAsync(cancellationToken);
        if (instance is { HasReadOnly: true, ReadOnly: true }) await ActAsync(AgentAction.SetWritable, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The agent ends no single connections.</remarks>
    public Task<int> KillClientConnectionsAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    /// <inheritdoc/>
    public Task<bool> KillQueryAsync(long connectionId, CancellationToken cancellationToken) => throw NoSuchThing("a way for its agent to end a statement");

    /// <inheritdoc/>
    /// <remarks>Whom commits wait for is carried over where it is set. Where it is not, or the instance itself is in the list, any standby counts.</remarks>
    public async Task SetSemiSyncSourceAsync(bool enabled, CancellationToken cancellationToken)
    {
        var instance = await DescribeAsync(cancellationToken);
        var names = StandbyNames.Parse(instance.SynchronousStandbyNames);
        if (!enabled) return;
        if (names.Count == 0 || (instance.NodeName.Length > 0 && names.Names.Contains(instance.NodeName, StringComparer.OrdinalIgnoreCase)))
            await SetStandbysAsync($"{names.Method} {Math.Max(1, names.Count)} (*)", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task SetSemiSyncWaitCountAsync(int count, CancellationToken cancellationToken)
    {
        var names = StandbyNames.Parse((await DescribeAsync(cancellationToken)).SynchronousStandbyNames);
        await SetStandbysAsync((names with { Count = count, Names = names.Names.Count >= count ? names.Names : ["*"] }).ToString(), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is switched on a standby: its source decides whom it waits for.</remarks>
    public Task SetSemiSyncReplicaAsync(bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>The nodes know each other by replconninfo: no account has to be found for a new standby.</remarks>
    public Task<ReplicationCredentials?> ReadReplicationCredentialsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<ReplicationCredentials?>(new ReplicationCredentials("", ""));

    private Task SetStandbysAsync(string value, CancellationToken cancellationToken) =>
        ActAsync(new ActRequest { Action = AgentAction.SetSynchronousStandbys, Value = value }, cancellationToken);

    private async Task<bool> HandsOverAsync(CancellationToken cancellationToken)
    {
        // Before a role is handed over its holder was spoken to: whoever did not answer then is not waited for again.
        if (look.Memory(key).Source is not { } source || !look.Memory(source).AgentAnswers) return false;
        try
        {
            var primary = await look.DescribeAsync(source, options.AnswerTimeout, cancellationToken);
            return look.WhyNot(source, primary) is null && primary is { Fenced: false, Role: Role.Primary };
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            return false;
        }
    }
}
