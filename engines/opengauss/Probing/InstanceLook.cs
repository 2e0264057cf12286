using System.Collections.Concurrent;
using Ham4Db.Agents;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.OpenGaussAgent.Protocol;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Engines.OpenGauss.Probing;

/// <summary>Asks the agent beside an instance, and keeps what is not in every answer.</summary>
internal sealed class InstanceLook(AgentClient client, IAgentDirectory directory, OpenGaussEngineOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan MembersKeptFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MembersAskedAgainAfter = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MembersTimeout = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<InstanceKey, InstanceMemory> _memories = new();
    private readonly ConcurrentDictionary<string, ClusterMemory> _clusters = new();

    /// <summary>What is remembered of an instance.</summary>
    public InstanceMemory Memory(InstanceKey key) => _memories.GetOrAdd(key, _ => new InstanceMemory());

    /// <summary>The agent beside an instance.</summary>
    /// <exception cref="InstanceUnreachableException">None is known.</exception>
    public AgentAddress AgentOf(InstanceKey key) => directory.Find(key)
        ?? throw new InstanceUnreachableException(new(ProbeFailureKind.Error, $"No agent is known beside {key}: start ham4db-agent there and let it register."));

    /// <summary>What its agent says of an instance, whatever its state is.</summary>
    /// <exception cref="InstanceUnreachableException">The agent is not known or cannot be reached, or stands beside another kind of database.</exception>
    public async Task<Instance> DescribeAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var memory = Memory(key);
        memory.LastLook = null;
        var instance = await AskAsync(key, memory, timeout > options.AnswerTimeout ? timeout : options.AnswerTimeout, cancellationToken);
        if (instance.Engine != Engine.Opengauss)
            throw new InstanceUnreachableException(new(ProbeFailureKind.Error, $"The agent beside {key} looks after a database of another kind ({instance.Engine})."));
        if (instance.Port != key.Port)
            throw new InstanceUnreachableException(new(ProbeFailureKind.Error, $"The agent beside {key} looks after the instance at port {instance.Port}: there is none at {key}, or it has another agent."));
        await LearnAsync(key, instance, cancellationToken);
        memory.LastLook = Tuple.Create(instance, time.GetTimestamp());
        return instance;
    }

    /// <summary>Looks again and again until an instance is as it should be. An agent that is too busy to answer in time is asked again for as long as there is time.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="isReached">It is.</param>
    /// <param name="timeout">Bound.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="isHopeless">It will not be.</param>
    public async Task<bool> UntilAsync(InstanceKey key, Func<Instance, bool> isReached, TimeSpan timeout, CancellationToken cancellationToken, Func<Instance, bool>? isHopeless = null)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                var instance = await DescribeAsync(key, options.AnswerTimeout, cancellationToken);
                if (isReached(instance)) return true;
                if (isHopeless?.Invoke(instance) == true) return false;
            }
            catch (InstanceUnreachableException exception) when (exception.Failure.Kind is ProbeFailureKind.Timeout or ProbeFailureKind.Disconnected && time.GetElapsedTime(started) < timeout)
            {
                // Again.
            }

            if (time.GetElapsedTime(started) > timeout) return false;
            await Task.Delay(options.Pause, time, cancellationToken);
        }
    }

    /// <summary>Whether an instance streams from a source; a cascade standby from any.</summary>
    public bool Follows(InstanceKey key, Instance instance, InstanceKey source) =>
        Words.IsStandby(instance) && instance is { Receiver: not null, State: State.Normal or State.Catchup }
        && (instance.Role == Role.CascadeStandby || new Neighbours(key, Memory(key).Members).SourceOf(instance.Receiver.Channel) == source);

    /// <summary>The same, or what it said a moment ago: an agent runs programs for each answer, and is not to be asked several times a second.</summary>
    public async Task<Instance> DescribeLatelyAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken) =>
        Memory(key).LastLook is var (instance, at) && time.GetElapsedTime(at) < options.PingInterval ? instance : await DescribeAsync(key, timeout, cancellationToken);

    /// <summary>Why an instance is not there, though its agent answers; null when it is, or was fenced.</summary>
    public ProbeFailure? WhyNot(InstanceKey key, Instance instance) => instance switch
    {
        { Fenced: true } => null,
        { Process: not { Alive: true }, HalfBuilt: true } => new(ProbeFailureKind.Refused, $"{key} is down, says its agent: a build has not ended well, and it must be built again."),
        { Process: not { Alive: true } } => new(ProbeFailureKind.Refused, $"{key} is down, says its agent: {Words.Describe(instance)}.") { IsDown = true },
        { Answers: false } => new(ProbeFailureKind.Timeout, $"{key} does not answer its agent; its process is in the state {Words.Clean(instance.Process.State)}."),
        _ => null,
    };

    /// <summary>The role that a standby which is down is to be started in: without one openGauss starts it as an instance of its own.</summary>
    public Role StandbyRoleOf(InstanceKey key) => Memory(key) switch
    {
        { StandbyRole: Role.CascadeStandby } => Role.CascadeStandby,
        { StandbyRole: Role.Unknown, Members: var members } when members.Any(m => m.ConfiguredRole == "C" && m.Address == key.Host && m.Port == key.Port) => Role.CascadeStandby,
        _ => Role.Standby,
    };

    /// <summary>Forgets an instance.</summary>
    public void Forget(InstanceKey key)
    {
        if (directory.Find(key) is { } agent) client.Forget(agent);
        _memories.TryRemove(key, out _);
    }

    private async Task<Instance> AskAsync(InstanceKey key, InstanceMemory memory, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            var instance = await client.DescribeAsync(AgentOf(key), members: false, timeout, cancellationToken);
            memory.AgentAnswers = true;
            return instance;
        }
        catch (InstanceUnreachableException)
        {
            memory.AgentAnswers = false;
            throw;
        }
    }

    private async Task LearnAsync(InstanceKey key, Instance instance, CancellationToken cancellationToken)
    {
        var memory = Memory(key);
        memory.Epoch = Math.Max(memory.Epoch, instance.Epoch);
        memory.Manager = Words.ManagerOf(instance);
        if (Words.IsStandby(instance)) memory.StandbyRole = instance.Role;
        // A whole cluster shares one identifier, and any of its agents can tell its members.
        if (instance.SystemIdentifier.Length > 0) memory.Cluster = _clusters.GetOrAdd(instance.SystemIdentifier, _ => new ClusterMemory());
        var neighbours = new Neighbours(key, memory.Members);
        var isUnclear = !neighbours.Knows(instance.Receiver?.Channel) || instance.Senders.Any(s => !neighbours.Knows(s.Channel));
        RefreshMembers(key, memory.Cluster, isUnclear);
        // The first time the ports of the others have to be known: who is discovered at the wrong one is not found.
        if (memory.Members.Count == 0 && isUnclear) await memory.Cluster.Asking.WaitAsync(cancellationToken);
        if (isUnclear) neighbours = new Neighbours(key, memory.Members);
        if (Words.Streams(instance) && neighbours.SourceOf(instance.Receiver?.Channel) is { } source) memory.Source = source;
        else if (Words.IsPrimary(instance) && instance.Answers) memory.Source = null;
        if (!Words.IsPrimary(instance) || !instance.Answers) return;
        foreach (var sender in instance.Senders)
        {
            if (sender.HasMostAvailable) memory.GoesOnAlone = sender.MostAvailable;
            if (neighbours.StandbyOf(sender.Channel) is { } standby && sender.SyncState != SyncState.SyncUnknown) Memory(standby).Sync = sender.SyncState;
        }
    }

    // The cluster's tools reach to other hosts: they are asked in passing, and one question at a time for a cluster.
    private void RefreshMembers(InstanceKey key, ClusterMemory cluster, bool isUnclear)
    {
        lock (cluster)
        {
            var age = cluster.AskedAt is { } at ? time.GetElapsedTime(at) : TimeSpan.MaxValue;
            if (!cluster.Asking.IsCompleted || age < (isUnclear || cluster.Members.Count == 0 ? MembersAskedAgainAfter : MembersKeptFor)) return;
            cluster.AskedAt = time.GetTimestamp();
            cluster.Asking = AskMembersAsync(key, cluster);
        }
    }

    private async Task AskMembersAsync(InstanceKey key, ClusterMemory cluster)
    {
        try
        {
            var instance = await client.DescribeAsync(AgentOf(key), members: true, MembersTimeout, CancellationToken.None);
            if (instance.Members.Count > 0) cluster.Members = [.. instance.Members];
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            Log.MembersUnknown(logger, key, exception.Message);
        }
    }
}
