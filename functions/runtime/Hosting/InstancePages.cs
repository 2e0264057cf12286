using System.Runtime.CompilerServices;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Hosting;

/// <summary>Orchestrations page by page; the continuation token is the last id of a page.</summary>
internal sealed class InstancePages(DurableStore store, OrchestrationQuery query) : AsyncPageable<OrchestrationMetadata>
{
    public override IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = default, int? pageSizeHint = default)
        => ReadAsync(continuationToken ?? query.ContinuationToken, Math.Max(1, pageSizeHint ?? query.PageSize));

    private async IAsyncEnumerable<Page<OrchestrationMetadata>> ReadAsync(
        string? after, int size, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var filter = new InstanceFilter(
            query.CreatedFrom,
            query.CreatedTo,
            query.InstanceIdPrefix ?? string.Empty,
            query.Statuses?.ToArray() ?? Enum.GetValues<OrchestrationRuntimeStatus>());
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.CompletedTask;
            var rows = store.Read(sql => InstanceTable.List(sql, filter, after, size));
            after = rows.Count == size ? rows[^1].InstanceId : null;
            yield return new([.. rows.Select(row => InstanceMetadata.From(row, query.FetchInputsAndOutputs))], after);
        }
        while (after is not null);
    }
}
