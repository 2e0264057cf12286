using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Npgsql;

namespace Ham4Db.Engines.PostgreSql.Connections;

/// <summary>One connection to one server. Every answer is text; one that does not come in time breaks the connection.</summary>
internal sealed class ServerConnection(InstanceKey key, NpgsqlConnection connection) : IDisposable
{
    private volatile bool _isBroken;

    /// <summary>Whether another question can be asked over it.</summary>
    public bool IsUsable => !_isBroken && connection.State == System.Data.ConnectionState.Open;

    /// <summary>Asks several questions in one round trip.</summary>
    /// <returns>The rows of each, as text; null for NULL.</returns>
    /// <exception cref="InstanceUnreachableException">The server is gone or did not answer in time.</exception>
    /// <exception cref="PostgresException">The server answered with an error; the connection is whole.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<string?[]>>> AskAsync(IEnumerable<string> questions, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var question in questions) batch.BatchCommands.Add(new NpgsqlBatchCommand(question));
        var asking = AskAsync(batch);
        try
        {
            return await asking.WaitAsync(timeout > TimeSpan.Zero ? timeout : TimeSpan.FromMilliseconds(1), cancellationToken);
        }
        catch (Exception exception) when (!FailureClassifier.IsFromLivingServer(exception))
        {
            _isBroken = true;
            Discard(asking);
            if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested) throw;
            throw FailureClassifier.Unreachable(key, exception, timeout);
        }
    }

    /// <summary>Asks one question.</summary>
    public async Task<IReadOnlyList<string?[]>> AskAsync(string question, TimeSpan timeout, CancellationToken cancellationToken) =>
        (await AskAsync([question], timeout, cancellationToken))[0];

    /// <summary>Closes it without waiting for a server that hangs.</summary>
    public void Dispose() => _ = Task.Run(connection.Dispose);

    private static async Task<IReadOnlyList<IReadOnlyList<string?[]>>> AskAsync(NpgsqlBatch batch)
    {
        await using (batch)
        {
            await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
            List<IReadOnlyList<string?[]>> answers = [];
            do
            {
                List<string?[]> rows = [];
                while (await reader.ReadAsync(CancellationToken.None))
                {
                    var row = new string?[reader.FieldCount];
                    for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
                    rows.Add(row);
                }

                answers.Add(rows);
            }
            while (await reader.NextResultAsync(CancellationToken.None));
            return answers;
        }
    }

    private void Discard(Task asking) => _ = asking.ContinueWith(
        task =>
        {
            _ = task.Exception;
            connection.Dispose();
        },
        TaskScheduler.Default);
}
