using Azure;
using Azure.Data.Tables;

namespace Ham4Db.Storage;

/// <summary>
/// How a row lies in an Azure table: its content in the properties Json0, Json1, ..., because one property holds at most 32 K
/// characters, and in WriteId a value unique to the write, by which a write that is told of a conflict can see that the conflict
/// is with itself (its first attempt was applied, the reply lost, and it was sent again).
/// </summary>
internal static class AzureRow
{
    private const int PartLength = 30_000;
    private const string Part = "Json";
    private const string WriteId = "WriteId";

    public static TableTransactionAction ToAction(EncodedWrite write)
    {
        var entity = new TableEntity(write.PartitionKey, write.RowKey) { [WriteId] = Guid.NewGuid().ToString("N") };
        var (json, number) = (write.Json ?? "", 0);
        for (var start = 0; start < json.Length;)
        {
            var end = Math.Min(start + PartLength, json.Length);
            // Half of a surrogate pair would not survive the way as UTF-8.
            if (end < json.Length && char.IsHighSurrogate(json[end - 1]))
                end--;
            entity[Part + number++] = json[start..end];
            start = end;
        }

        var kind = write.Kind switch
        {
            WriteKind.Insert => TableTransactionActionType.Add,
            WriteKind.Upsert => TableTransactionActionType.UpsertReplace,
            WriteKind.Replace => TableTransactionActionType.UpdateReplace,
            _ => TableTransactionActionType.Delete,
        };
        return new(kind, entity, write.IfMatch is { } match ? new ETag(match) : ETag.All);
    }

    public static StoredRow ToRow(TableEntity entity) =>
        new(KeyCodec.Decode(entity.PartitionKey), KeyCodec.Decode(entity.RowKey), Json(entity), entity.ETag.ToString());

    /// <summary>True if a row that was read is what this action wrote.</summary>
    public static bool IsFrom(TableTransactionAction action, TableEntity read) =>
        action.ActionType != TableTransactionActionType.Delete
        && read.GetString(WriteId) is { } id && id == ((TableEntity)action.Entity).GetString(WriteId);

    private static string Json(TableEntity entity)
    {
        if (!entity.ContainsKey(Part + 1))
            return entity.GetString(Part + 0) ?? "";
        var parts = Enumerable.Range(0, entity.Count).Select(number => entity.GetString(Part + number)).TakeWhile(part => part is not null);
        return string.Concat(parts);
    }
}
