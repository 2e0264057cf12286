using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.DurableTask.Client.Entities;
using Ham4Db.Runtime.DurableTask.Core.Exceptions;
using Ham4Db.Runtime.Orchestrations;
using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Hosting;

/// <summary>The client of this process's own store.</summary>
internal sealed class EmbeddedDurableTaskClient(RuntimeEngine engine, FunctionCatalog catalog) : DurableTaskClient("embedded")
{
    private readonly EmbeddedEntityClient entities = new(engine);

    public override DurableEntityClient Entities => entities;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (orchestratorName.Name is null || !catalog.Orchestrators.TryGetValue(orchestratorName, out var function))
            throw new ArgumentException($"There is no orchestrator named '{orchestratorName}'.", nameof(orchestratorName));
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        if (id.Length == 0 || id[0] == '@')
            throw new ArgumentException($"'{id}' is not the id of an orchestration: it is empty or begins with '@'.", nameof(options));
        var start = new NewInstance(id, function.CalledAs, DurableJson.Serialize(input), null, options?.StartAt?.UtcDateTime);
        await engine.Store.CommitAsync(work =>
        {
            if (InstanceTable.TryStart(work, start) is { } existing)
                throw new OrchestrationAlreadyExistsException($"An orchestration with id '{id}' is {existing.Status} already.");
        });
        return id;
    }

    public override async Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        cancellation.ThrowIfCancellationRequested();
        var raised = new OrchestrationEvent.Raised(eventName, DurableJson.Serialize(eventPayload));
        await engine.Store.CommitAsync(work =>
        {
            if (Existing(work.Sql, instanceId) is { HasEnded: true } ended)
                throw new InvalidOperationException($"The orchestration '{instanceId}' is {ended.Status} and takes no more events.");
            work.Send(instanceId, null, raised);
        });
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var row = engine.Store.Read(sql => Existing(sql, instanceId));
        while (!row.HasEnded)
        {
            var ended = engine.Completions.Next(instanceId);
            row = engine.Store.Read(sql => Existing(sql, instanceId));
            if (row.HasEnded)
                engine.Completions.Signal(instanceId);
            else
                await ended.WaitAsync(cancellation);
        }

        return InstanceMetadata.From(row, getInputsAndOutputs);
    }

    public override async Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var terminated = new OrchestrationEvent.Terminated(DurableJson.Serialize(options?.Output), options?.Recursive ?? false);
        await engine.Store.CommitAsync(work =>
        {
            if (!Existing(work.Sql, instanceId).HasEnded)
                work.Send(instanceId, null, terminated);
        });
    }

    public override Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var row = engine.Store.Read(sql => InstanceTable.Find(sql, instanceId));
        return Task.FromResult(row is null ? null : InstanceMetadata.From(row, getInputsAndOutputs));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
        => new InstancePages(engine.Store, filter ?? new());

    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var purged = 0;
        await engine.Store.CommitAsync(work =>
        {
            if (InstanceTable.Find(work.Sql, instanceId) is not { HasEnded: true })
                return;
            InstanceTable.Delete(work.Sql, instanceId);
            purged = 1;
        });
        return new(purged);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        const int Batch = 200;
        var ended = InstanceFilter.Ended.Intersect(filter.Statuses ?? InstanceFilter.Ended).ToArray();
        var criteria = new InstanceFilter(filter.CreatedFrom, filter.CreatedTo, string.Empty, ended);
        var purged = 0;
        for (var found = Batch; found == Batch;)
        {
            cancellation.ThrowIfCancellationRequested();
            await engine.Store.CommitAsync(work =>
            {
                var rows = InstanceTable.List(work.Sql, criteria, null, Batch);
                foreach (var row in rows)
                    InstanceTable.Delete(work.Sql, row.InstanceId);
                found = rows.Count;
            });
            purged += found;
        }

        return new(purged);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InstanceRow Existing(SqlSession sql, string instanceId) => InstanceTable.Find(sql, instanceId)
        ?? throw new ArgumentException($"There is no orchestration with id '{instanceId}'.", nameof(instanceId));
}
