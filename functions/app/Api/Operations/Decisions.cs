using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>What people decide: downtimes, promotion rules, acknowledgements, the global switch.</summary>
internal sealed class Decisions(FleetStore store, Audit audit, Ham4DbOptions options, TimeProvider time)
{
    /// <summary>Begins a downtime, or replaces the one that runs.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="owner">Who asks for it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="duration">How long.</param>
    /// <param name="isConditional">Only where the instance still has the downtime, or none, that it has in <paramref name="instance"/>.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The downtime.</returns>
    /// <exception cref="OperationException">Somebody else changed it meanwhile.</exception>
    public async Task<Downtime> BeginDowntimeAsync(
        KnownInstance instance, string owner, string reason, TimeSpan duration, bool isConditional, Caller caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var downtime = new Downtime(owner, reason, now, now + duration);
        var begin = new BeginDowntime(instance.Key, downtime, isConditional, instance.Cluster.State.Downtimes.GetValueOrDefault(FleetTables.RowKey(instance.Key)));
        if (!await AskAsync<bool>(instance, nameof(ClusterEntity.BeginDowntime), begin, caller, cancellationToken)) throw Changed($"The downtime of {instance.Key}");
        await AuditAsync("begin-downtime", instance, caller, $"Downtime of {instance.Key} until {downtime.EndsAt:u} by {owner}: {reason}", cancellationToken);
        return downtime;
    }

    /// <summary>Ends a downtime.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="isConditional">Only the downtime that it has in <paramref name="instance"/>.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="OperationException">Somebody else changed it meanwhile.</exception>
    public async Task<bool> EndDowntimeAsync(KnownInstance instance, bool isConditional, Caller caller, CancellationToken cancellationToken)
    {
        var end = new EndDowntime(instance.Key, isConditional, instance.Cluster.State.Downtimes.GetValueOrDefault(FleetTables.RowKey(instance.Key)));
        var became = await AskAsync<EndedDowntime>(instance, nameof(ClusterEntity.EndDowntime), end, caller, cancellationToken);
        if (became == EndedDowntime.Changed) throw Changed($"The downtime of {instance.Key}");
        var ended = became == EndedDowntime.Ended;
        if (ended) await AuditAsync("end-downtime", instance, caller, $"Downtime of {instance.Key} was ended.", cancellationToken);
        return ended;
    }

    /// <summary>Registers how willing one is to see an instance promoted; it holds for <see cref="Ham4DbOptions.CandidateInstanceExpireMinutes"/>, or until another is registered.</summary>
    public async Task RegisterRuleAsync(KnownInstance instance, PromotionRule rule, Caller caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var registered = new RegisteredPromotionRule(rule, now.AddMinutes(options.CandidateInstanceExpireMinutes)) { RegisteredAt = now };
        var register = new RegisterPromotionRule(instance.Key, registered);
        await AskAsync<object>(instance, nameof(ClusterEntity.RegisterPromotionRule), register, caller, cancellationToken);
        await AuditAsync("register-candidate", instance, caller, $"Promotion rule of {instance.Key} until {registered.ExpiresAt:u}: {rule}.", cancellationToken);
    }

    /// <summary>Acknowledges the ended recoveries that <paramref name="isMeant"/> chooses.</summary>
    /// <returns>How many were not acknowledged before.</returns>
    public async Task<int> AcknowledgeAsync(
        Func<RecoveryRecord, bool> isMeant, string comment, Caller caller, CancellationToken cancellationToken)
    {
        var meant = await store.GetRecoveriesAsync(cancellationToken)
            .Where(r => r is { Acknowledgement: null, EndedAt: not null } && isMeant(r))
            .ToListAsync(cancellationToken);
        var acknowledgement = new Acknowledgement(caller.Actor, time.GetUtcNow(), comment);
        var acknowledged = 0;
        foreach (var recovery in meant)
        {
            var count = await Decide.AskAsync<int>(
                caller.Client, recovery.ClusterId, nameof(ClusterEntity.Acknowledge), new AcknowledgeRecovery(recovery.Uid, acknowledgement), cancellationToken);
            if (count == 0) continue;
            acknowledged += count;
            await audit.WriteAsync(
                "ack-recovery", recovery.ClusterId, recovery.Failed, caller, $"Recovery {recovery.Uid} was acknowledged: {comment}", cancellationToken);
        }

        return acknowledged;
    }

    /// <summary>Whether automatic recoveries are switched off everywhere.</summary>
    public Task<GlobalSwitch> GetSwitchAsync(CancellationToken cancellationToken) => store.GetGlobalSwitchAsync(cancellationToken);

    /// <summary>Switches automatic recoveries off or on everywhere.</summary>
    /// <param name="disabled">Off.</param>
    /// <param name="instead">Only in the place of this; null for whatever there is.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationException">Somebody else switched it meanwhile.</exception>
    public async Task SwitchAsync(bool disabled, GlobalSwitch? instead, Caller caller, CancellationToken cancellationToken)
    {
        var turned = new GlobalSwitch(disabled, caller.Actor, time.GetUtcNow());
        if (instead is null) await store.SaveGlobalSwitchAsync(turned, cancellationToken);
        else if (!await store.TrySaveGlobalSwitchAsync(turned, instead, cancellationToken)) throw Changed("The global switch");
        var (type, word) = disabled ? ("disable-global-recoveries", "off") : ("enable-global-recoveries", "on");
        await audit.WriteAsync(type, "", instance: null, caller, $"Automatic recoveries were switched {word} everywhere.", cancellationToken);
    }

    /// <summary>Switches automatic recoveries of one cluster off or on.</summary>
    public async Task SwitchClusterAsync(ClusterRecord cluster, bool disabled, Caller caller, CancellationToken cancellationToken)
    {
        await Decide.AskAsync<object>(caller.Client, cluster.ClusterId, nameof(ClusterEntity.SetRecoveriesDisabled), disabled, cancellationToken);
        var (type, word) = disabled ? ("disable-cluster-recoveries", "off") : ("enable-cluster-recoveries", "on");
        await audit.WriteAsync(type, cluster.ClusterId, cluster.Primary, caller, $"Automatic recoveries of {cluster.Name} were switched {word}.", cancellationToken);
    }

    /// <summary>Changes settings of one cluster.</summary>
    /// <param name="cluster">The cluster, with the settings that are to be replaced.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="naming">Gives it its alias.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationException">The alias is not right, or somebody else changed the settings meanwhile.</exception>
    public async Task ChangeSettingsAsync(ClusterView cluster, ClusterSettings settings, Naming naming, Caller caller, CancellationToken cancellationToken)
    {
        Naming.CheckAlias(settings.Alias);
        var before = ClusterSettings.Of(cluster.State);
        var change = new ChangeSettings(settings, before);
        if (!await Decide.AskAsync<bool>(caller.Client, cluster.Record.ClusterId, nameof(ClusterEntity.ChangeSettings), change, cancellationToken)) throw Changed($"What is set for cluster {cluster.Record.Name}");
        if (settings.AreRecoveriesDisabled != before.AreRecoveriesDisabled) await SwitchClusterAsync(cluster.Record, settings.AreRecoveriesDisabled, caller, cancellationToken);
        if (settings.Alias != before.Alias) await naming.SetAliasAsync(cluster, settings.Alias, caller, cancellationToken);
    }

    private static OperationException Changed(string what) =>
        new(OperationError.Precondition, $"{what} was changed by somebody else at the same time. Read it again and decide anew.");

    private static Task<T?> AskAsync<T>(KnownInstance instance, string operation, object input, Caller caller, CancellationToken cancellationToken) =>
        Decide.AskAsync<T>(caller.Client, instance.Cluster.Record.ClusterId, operation, input, cancellationToken);

    private Task AuditAsync(string type, KnownInstance instance, Caller caller, string message, CancellationToken cancellationToken) =>
        audit.WriteAsync(type, instance.Cluster.Record.ClusterId, instance.Key, caller, message, cancellationToken);
}
