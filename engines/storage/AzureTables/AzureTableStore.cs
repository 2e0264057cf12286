using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace Ham4Db.Storage;

/// <summary>
/// Tables in Azure Tables, or its emulator. A table is made when it is first used. A reply that is lost on the way does not make a
/// write conflict with itself when it is sent again, unless another writer changed the row in between.
/// </summary>
/// <param name="service">The account, with retries as its options say.</param>
public sealed class AzureTableStore(TableServiceClient service) : ITableStore
{
    private const int MaxPageRows = 1000;

    private readonly AzureTables tables = new(service);
    private readonly AzureFailures failures = new(service.Uri);

    /// <inheritdoc/>
    public Task<StoredRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken ct)
    {
        StoreRules.CheckTable(table);
        var partition = StoreRules.EncodeKey(partitionKey, nameof(partitionKey));
        var row = StoreRules.EncodeKey(rowKey, nameof(rowKey));
        return failures.Guard(Read, ct);

        async Task<StoredRow?> Read()
        {
            var client = await tables.Get(table, ct);
            var found = await client.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: ct);
            return found.HasValue ? AzureRow.ToRow(found.Value!) : null;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredRow> QueryAsync(string table, RowRange range, CancellationToken ct)
    {
        StoreRules.CheckTable(table);
        return Read(table, StoreRules.Encode(range), ct);
    }

    /// <inheritdoc/>
    public Task<string> WriteAsync(string table, RowWrite write, CancellationToken ct)
    {
        StoreRules.CheckTable(table);
        var encoded = StoreRules.Encode(write);
        return failures.Guard(() => WriteOne(table, encoded, ct), ct);
    }

    /// <inheritdoc/>
    public Task WriteBatchAsync(string table, IReadOnlyList<RowWrite> writes, CancellationToken ct)
    {
        StoreRules.CheckTable(table);
        var groups = StoreRules.Group(writes);
        return failures.Guard(WriteAll, ct);

        async Task<int> WriteAll()
        {
            foreach (var group in groups)
                await WriteGroup(table, group, ct);
            return groups.Count;
        }
    }

    private async IAsyncEnumerable<StoredRow> Read(string table, EncodedRange range, [EnumeratorCancellation] CancellationToken ct)
    {
        var client = await failures.Guard(() => tables.Get(table, ct), ct);
        var left = range.Limit ?? int.MaxValue;
        await using var pages = client
            .QueryAsync<TableEntity>(Filter(range), Math.Min(left, MaxPageRows), cancellationToken: ct)
            .AsPages().GetAsyncEnumerator(ct);
        while (left > 0 && await failures.Guard(() => pages.MoveNextAsync().AsTask(), ct))
        {
            foreach (var entity in pages.Current.Values.Take(left))
            {
                left--;
                yield return AzureRow.ToRow(entity);
            }
        }
    }

    // Stored keys hold no quote, so a bound cannot end its literal.
    private static string Filter(EncodedRange range) => string.Join(" and ", new[]
    {
        ("PartitionKey eq", range.PartitionKey),
        ("PartitionKey ge", range.FromPartitionKey),
        ("PartitionKey lt", range.ToPartitionKey),
        ("RowKey ge", range.FromRowKey),
        ("RowKey lt", range.ToRowKey),
    }.Where(bound => bound.Item2 is not null).Select(bound => $"{bound.Item1} '{bound.Item2}'"));

    private async Task<string> WriteOne(string table, EncodedWrite write, CancellationToken ct)
    {
        var client = await tables.Get(table, ct);
        var action = AzureRow.ToAction(write);
        try
        {
            var response = action.ActionType switch
            {
                TableTransactionActionType.Add => await client.AddEntityAsync(action.Entity, ct),
                TableTransactionActionType.UpsertReplace => await client.UpsertEntityAsync(action.Entity, TableUpdateMode.Replace, ct),
                TableTransactionActionType.UpdateReplace =>
                    await client.UpdateEntityAsync(action.Entity, action.ETag, TableUpdateMode.Replace, ct),
                _ => await client.DeleteEntityAsync(action.Entity, action.ETag, ct),
            };
            // The client reports a missing row of a delete by the status alone.
            if (response.Status == 404 && write.IfMatch is not null)
                throw write.Conflict(table, ConflictReason.Missing);
            return write.Kind == WriteKind.Delete ? "" : response.Headers.ETag.ToString()!;
        }
        catch (RequestFailedException e) when (AzureFailures.Conflict(e) is { } reason)
        {
            return await FindOwn(client, action, ct) ?? throw write.Conflict(table, reason);
        }
    }

    private async Task WriteGroup(string table, List<EncodedWrite> group, CancellationToken ct)
    {
        var client = await tables.Get(table, ct);
        var writes = group.ToList();
        var actions = writes.ConvertAll(AzureRow.ToAction);
        while (actions.Count > 0)
        {
            try
            {
                await client.SubmitTransactionAsync(actions, ct);
                return;
            }
            catch (TableTransactionFailedException e) when (AzureFailures.Conflict(e) is not null && e.FailedTransactionActionIndex is not null)
            {
                var index = e.FailedTransactionActionIndex.Value;
                var reason = AzureFailures.Conflict(e)!.Value;
                if (writes[index] is { Kind: WriteKind.Delete, IfMatch: null } && reason == ConflictReason.Missing)
                {
                    // In a transaction the service refuses the delete of a missing row; here it is no conflict.
                    writes.RemoveAt(index);
                    actions.RemoveAt(index);
                    continue;
                }

                // A group is applied as a whole: one row of ours says that an earlier attempt was.
                if (actions.Find(action => action.ActionType != TableTransactionActionType.Delete) is { } any
                    && await FindOwn(client, any, ct) is not null)
                {
                    return;
                }

                throw writes[index].Conflict(table, reason);
            }
        }
    }

    /// <summary>The ETag of a row that is already as this action writes it, by an earlier attempt of the same action.</summary>
    private static async Task<string?> FindOwn(TableClient client, TableTransactionAction action, CancellationToken ct)
    {
        var found = await client.GetEntityIfExistsAsync<TableEntity>(action.Entity.PartitionKey, action.Entity.RowKey, cancellationToken: ct);
        return found.HasValue && AzureRow.IsFrom(action, found.Value!) ? found.Value!.ETag.ToString() : null;
    }
}
