using System.Collections.Concurrent;
using Azure.Data.Tables;

namespace Ham4Db.Storage;

/// <summary>The tables of an account, each made when it is first used.</summary>
internal sealed class AzureTables(TableServiceClient service)
{
    // Names of tables differ by more than case.
    private readonly ConcurrentDictionary<string, Lazy<Task<TableClient>>> clients = new(StringComparer.OrdinalIgnoreCase);

    public async Task<TableClient> Get(string table, CancellationToken ct)
    {
        var client = clients.GetOrAdd(table, name => new(() => Make(name)));
        try
        {
            return await client.Value.WaitAsync(ct);
        }
        catch when (client.Value is { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            // The next caller tries again.
            clients.TryRemove(KeyValuePair.Create(table, client));
            throw;
        }
    }

    // Not cancelled with the caller that happens to be first: others wait for the same table.
    private async Task<TableClient> Make(string table)
    {
        var client = service.GetTableClient(table);
        await client.CreateIfNotExistsAsync(CancellationToken.None);
        return client;
    }
}
