using System.Globalization;
using Ham4Db.Agents;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.OpenGaussAgent.Protocol;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.Engines.PostgreSql.SetBack;

/// <summary>Sets a former primary back by the agent on its host: <c>pg_rewind</c> where that can be, else a base backup.</summary>
/// <param name="client">Speaks to agents.</param>
/// <param name="directory">Knows where they are.</param>
public sealed class AgentSetBack(AgentClient client, IAgentDirectory directory) : ISetBack
{
    private const int MostBuilds = 1000;

    private static readonly TimeSpan LookTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ReadTime = TimeSpan.FromMinutes(3);

    /// <inheritdoc/>
    public string? WhyNot(InstanceKey key) => directory.Find(key) switch
    {
        null => $"It takes an agent beside {key} to set it back, and none has registered.",
        { IsLive: false } agent => $"It takes the agent beside {key} to set it back, and the one at {agent} has not been heard of late.",
        _ => null,
    };

    /// <inheritdoc/>
    public async Task<SetBackState> LookAsync(InstanceSnapshot old, SetBackOrder order, CancellationToken cancellationToken)
    {
        var agent = AgentOf(old.Key);
        var instance = await client.DescribeAsync(agent, members: false, LookTime, cancellationToken);
        if (instance.Engine != Engine.Postgresql || instance.Port != old.Key.Port || (old.ServerId.Length > 0 && instance.SystemIdentifier.Length > 0 && instance.SystemIdentifier != old.ServerId))
            throw new InstanceOperationException($"The agent at {agent} is not beside {old.Key}: its instance has port {instance.Port} and system identifier {instance.SystemIdentifier}, and {old.Key} has {old.ServerId}. Nothing was changed.");
        var (_, status, failures) = await FindBuildAsync(agent, order, cancellationToken);
        return new SetBackState(instance.Fenced && !instance.Process.Alive, instance.HalfBuilt || status is OperationStatus.OperationRunning or OperationStatus.OperationInterrupted, instance.Role == Role.Standby, failures);
    }

    /// <inheritdoc/>
    // Twice is as once, so that each time may have an id of its own: somebody may have lifted the fence in between.
    public Task StopAsync(InstanceKey key, SetBackOrder order, CancellationToken cancellationToken) => client.ActAsync(
        AgentOf(key),
        new ActRequest { OperationId = $"{order.Uid}-stop-{Guid.NewGuid():N}", Epoch = (ulong)order.Epoch, Action = Action.Fence, Reason = order.Reason },
        StopTime,
        progress: null,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<OwnTransactions> ReadOwnAsync(InstanceSnapshot old, InstanceSnapshot successor, CancellationToken cancellationToken)
    {
        if (!GtidSet.TryParse(old.GtidKind, old.ExecutedGtidSet, out var had) || had is not WalSet { IsEmpty: false } own
            || !GtidSet.TryParse(successor.GtidKind, successor.ExecutedGtidSet, out var has) || has is not WalSet theirs)
            return new OwnTransactions(null, AreBeforeRestart: false, "it is not known where its log and that of its successor part");
        if (theirs.Timeline <= own.Timeline || theirs.EndOf(own.Timeline) is not { } fork)
            return new OwnTransactions(null, AreBeforeRestart: false, $"it is on timeline {own.Timeline}, of which {successor.Key} knows nothing");
        var part = await client.ReadLogAsync(AgentOf(old.Key), own.Timeline, fork, ReadTime, cancellationToken);
        var place = $"beyond {WalSet.Position(fork)} of timeline {own.Timeline}";
        // Less than it told when it ran: files are missing.
        if (!part.Whole || part.End < own.End)
            return new OwnTransactions(null, AreBeforeRestart: false, $"its log {place} can be read up to {WalSet.Position(part.End)} only");
        if (part.Commits == 0) return new OwnTransactions(0, AreBeforeRestart: true, $"it has no transaction {place}");
        var since = part.CommitsSinceStart > 0 ? string.Create(CultureInfo.InvariantCulture, $", {part.CommitsSinceStart} of them since it was started again") : "";
        return new OwnTransactions(
            (long)part.Commits,
            part is { StartedAgain: true, CommitsSinceStart: 0 },
            string.Create(CultureInfo.InvariantCulture, $"it has {part.Commits} transactions {place}{since}, the first: {Clean(part.FirstCommit)}"));
    }

    /// <inheritdoc/>
    public async Task FollowAsync(InstanceKey key, InstanceKey source, SetBackOrder order, TimeSpan limit, CancellationToken cancellationToken)
    {
        var agent = AgentOf(key);
        var (id, _, _) = await FindBuildAsync(agent, order, cancellationToken);
        var request = new ActRequest
        {
            OperationId = id,
            Epoch = (ulong)order.Epoch,
            Action = Action.Build,
            Role = Role.Standby,
            SourceHost = source.Host,
            SourcePort = source.Port,
            BuildMode = BuildMode.BuildAuto,
            Reason = order.Reason,
        };
        await client.ActAsync(agent, request, limit, progress: null, cancellationToken);
    }

    // What has failed is told again for ever, so that another attempt has another id. One that runs or was interrupted is gone on with.
    private async Task<(string Id, OperationStatus Status, int Failures)> FindBuildAsync(AgentAddress agent, SetBackOrder order, CancellationToken cancellationToken)
    {
        var failures = 0;
        for (var n = 1; n <= MostBuilds; n++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{order.Uid}-build-{n}");
            var status = (await client.FindAsync(agent, id, LookTime, cancellationToken))?.Status ?? OperationStatus.OperationUnspecified;
            if (status is OperationStatus.OperationFailed) failures++;
            else if (status is not OperationStatus.OperationSucceeded) return (id, status, failures);
        }

        throw new InstanceOperationException($"The agent at {agent} was told {MostBuilds} times to build this instance for {order.Uid}.");
    }

    private AgentAddress AgentOf(InstanceKey key) =>
        directory.Find(key) ?? throw new InstanceUnreachableException(new ProbeFailure(ProbeFailureKind.UnknownHost, WhyNot(key)!));

    private static string Clean(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= 100 ? line : line[..100];
    }
}
