namespace Ham4Db.Functions.Clusters;

/// <content>Names, and addresses that change.</content>
public sealed partial class ClusterEntity
{
    /// <summary>Gives the cluster an alias that is stronger than any other; an empty one ends that.</summary>
    public async Task SetAlias(string alias) => await DecideAsync(state => state with { AliasOverride = alias });

    /// <summary>Says under which host replicas are to find an instance.</summary>
    /// <returns>Whether there was a host before.</returns>
    public async Task<bool> RegisterVirtualName(RegisterVirtualName register)
    {
        var had = false;
        await DecideAsync(state =>
        {
            var names = new Dictionary<string, string>(state.VirtualNames);
            had = names.Remove(FleetTables.RowKey(register.Key));
            if (register.Host.Length > 0) names[FleetTables.RowKey(register.Key)] = register.Host;
            return state with { VirtualNames = names };
        });
        return had;
    }

    /// <summary>Takes the decisions about a server along to its new address. Run twice, there is nothing left to take.</summary>
    /// <returns>False while a recovery or an operation runs, which knows the server by its old address.</returns>
    public async Task<bool> MoveInstance(MoveInstance move)
    {
        var decided = await DecideAsync(state => IsQuiet(state) ? Moved(state, move) : state);
        return IsQuiet(decided);

        static bool IsQuiet(ClusterState state) => state is { ActiveRecovery: null, ActiveOperation: null };
    }

    private static ClusterState Moved(ClusterState state, MoveInstance move)
    {
        var (from, to) = (FleetTables.RowKey(move.From), FleetTables.RowKey(move.To));
        var isKnown = state.Downtimes.ContainsKey(from) || state.Maintenance.ContainsKey(from) || state.PromotionRules.ContainsKey(from) || state.VirtualNames.ContainsKey(from)
            || state.Demoted.Any(d => d.Key == move.From) || state.Detections.Any(d => d.Instance == move.From);
        if (!isKnown) return state;
        return state with
        {
            Downtimes = Rekey(state.Downtimes),
            Maintenance = Rekey(state.Maintenance),
            PromotionRules = Rekey(state.PromotionRules),
            VirtualNames = Rekey(state.VirtualNames),
            Demoted = [.. state.Demoted.Select(d => d.Key == move.From ? d with { Key = move.To } : d)],
            Detections = [.. state.Detections.Where(d => d.Instance != move.From)],
        };

        // What was decided about the new address meanwhile is newer.
        Dictionary<string, T> Rekey<T>(IReadOnlyDictionary<string, T> decisions)
        {
            var rekeyed = new Dictionary<string, T>(decisions);
            if (rekeyed.Remove(from, out var decision)) rekeyed.TryAdd(to, decision);
            return rekeyed;
        }
    }
}
