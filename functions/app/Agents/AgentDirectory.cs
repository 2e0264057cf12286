using System.Collections.Concurrent;
using Ham4Db.Agents;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Agents;

/// <summary>
/// The agents that are known: the rows of the store, read again every few seconds, and what this process has heard since. Several processes may hear the same
/// agent; each writes what it heard, and the later time holds.
/// </summary>
public sealed class AgentDirectory(FleetStore store, Ham4DbOptions options, TimeProvider time) : IAgentDirectory, IDisposable
{
    /// <summary>As many agents are known at most; credentials that leak must not fill the store.</summary>
    public const int MaxCount = 20_000;

    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReadHoldsEvery = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _reading = new(1);
    private volatile ILookup<InstanceKey, string> _byInstance = Array.Empty<string>().ToLookup(_ => default(InstanceKey));
    private List<AgentHold> _holds = [];
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;
    private DateTimeOffset _holdsReadAt = DateTimeOffset.MinValue;

    /// <summary>All agents as this process knows them, by id; those that are to be forgotten are left out.</summary>
    public IReadOnlyList<AgentRecord> Known
    {
        get
        {
            var since = ForgetBefore;
            return [.. _entries.Values.Select(entry => entry.Present).Where(record => record.SeenAt >= since).OrderBy(record => record.Report.Id, StringComparer.Ordinal)];
        }
    }

    private DateTimeOffset ForgetBefore => time.GetUtcNow().AddHours(-options.UnseenAgentForgetHours);

    /// <summary>Reads the rows again if that was some seconds ago.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _readAt < ReadEvery) return;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (now - _readAt < ReadEvery) return;
            var rows = (await store.GetAgentsAsync(cancellationToken)).ToDictionary(record => record.Report.Id);
            foreach (var (id, row) in rows)
                _entries.AddOrUpdate(id, _ => new Entry(row, row), (_, entry) => entry.Stored.SeenAt >= row.SeenAt ? entry : new Entry(row, row.SeenAt >= entry.Present.SeenAt ? row : entry.Present));
            // Somebody else has forgotten it, unless it was written while the rows were read.
            foreach (var (id, entry) in _entries.ToList())
                if (!rows.ContainsKey(id) && entry.Stored.SeenAt < now - ReadEvery) _entries.TryRemove(KeyValuePair.Create(id, entry));
            Index();
            _readAt = now;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>The known agent of an id; null for none.</summary>
    public AgentRecord? Find(string id) => _entries.TryGetValue(id.ToLowerInvariant(), out var entry) && entry.Present.SeenAt >= ForgetBefore ? entry.Present : null;

    /// <summary>The agents beside an instance that can be asked something, the one that was heard last first.</summary>
    public IReadOnlyList<AgentRecord> Beside(InstanceKey key) =>
        [.. _byInstance[Plain(key)].Select(Find).OfType<AgentRecord>().Where(record => record.IsBeside(key)).OrderByDescending(record => record.SeenAt)];

    /// <inheritdoc/>
    /// <remarks>What is known may be some seconds old, and in a process that has just begun it is nothing: whoever depends on it refreshes it first.</remarks>
    public AgentAddress? Find(InstanceKey key)
    {
        if (time.GetUtcNow() - _readAt >= ReadEvery) _ = RefreshQuietlyAsync();
        return Beside(key) is [var record, ..]
            ? new AgentAddress(record.Report.Address, record.Report.AgentPort, record.Report.UsesTls, AgentFreshness.StateOf(record, time.GetUtcNow()) == AgentState.Live)
            : null;
    }

    /// <summary>Takes a heartbeat in.</summary>
    /// <param name="report">What it says; checked.</param>
    /// <param name="host">The name by which the host is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The agent, what was known of it before (null for nothing), and whether that was written down.</returns>
    public async Task<(AgentRecord Present, AgentRecord? Before, bool IsWritten)> HearAsync(AgentReport report, string host, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        var now = time.GetUtcNow();
        _entries.TryGetValue(report.Id, out var known);
        var before = known?.Present;
        // It says less of itself that way, and is the same one.
        if (report.Protocol == AgentProtocol.Original && before is { Report.Protocol: AgentProtocol.V2 }) report = before.Report;
        var present = new AgentRecord(report, host, before?.FirstSeenAt ?? now, now);
        var isWritten = AgentFreshness.IsWriteDue(known?.Stored, present);
        if (isWritten) await store.SaveAgentAsync(present, cancellationToken);
        _entries[report.Id] = new Entry(isWritten ? present : known!.Stored, present);
        if (before?.Report != present.Report || before.Host != present.Host) Index();
        return (present, before, isWritten);
    }

    /// <summary>Whether a further agent may become known.</summary>
    public bool HasRoom => _entries.Count < MaxCount;

    /// <summary>Forgets an agent; if it lives, it makes itself known again.</summary>
    public async Task ForgetAsync(string id, CancellationToken cancellationToken)
    {
        await store.RemoveAgentAsync(id, cancellationToken);
        _entries.TryRemove(id, out _);
        Index();
    }

    /// <summary>Whether heartbeats of the agent beside an instance are refused now.</summary>
    public async Task<bool> IsHeldAsync(AgentReport report, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _holdsReadAt >= ReadHoldsEvery)
        {
            _holds = await store.GetAgentHoldsAsync(cancellationToken);
            _holdsReadAt = now;
        }

        if (_holds.Count == 0) return false;
        var host = Find(report.Id)?.Host ?? report.Address;
        return _holds.Any(hold => hold.Until > now && Matches(hold.Key, report, host));
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private static InstanceKey Plain(InstanceKey key) => key with { Host = key.Host.ToLowerInvariant() };

    private void Index() => _byInstance = _entries.Values.Select(entry => entry.Present).Where(record => record.Report.Protocol == AgentProtocol.V2)
        .SelectMany(record => new[] { record.Host, record.Report.Address }.Distinct(StringComparer.OrdinalIgnoreCase), (record, host) => (record.Report, Host: host))
        .ToLookup(beside => Plain(new InstanceKey(beside.Report.Engine, beside.Host, beside.Report.Port ?? 0)), beside => beside.Report.Id);

    private async Task RefreshQuietlyAsync()
    {
        try
        {
            await RefreshAsync(CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // Whoever asks again tries again.
        }
    }

    // What the original's heartbeat says fits every instance of the host.
    private static bool Matches(InstanceKey key, AgentReport report, string host) => new AgentRecord(report with { Port = report.Port ?? key.Port }, host, default, default).IsBeside(key);

    /// <param name="Stored">The row as it is in the store, as far as is known.</param>
    /// <param name="Present">As it is.</param>
    private sealed record Entry(AgentRecord Stored, AgentRecord Present);
}
