using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.PostgreSql.Connections;
using Ham4Db.Engines.PostgreSql.Probing;
using Npgsql;

namespace Ham4Db.Engines.PostgreSql.Sessions;

/// <summary>A connection to one server on which changes are made.</summary>
internal sealed partial class PostgreSqlSession(
    InstanceKey key, ServerConnection connection, ConnectionOpener opener, PostgreSqlEngineOptions options, InstanceProbe probe, InstanceMemory memory) : IInstanceSession
{
    /// <summary>How often a state is looked at that a server reaches by itself.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <inheritdoc/>
    public InstanceKey Key => key;

    /// <inheritdoc/>
    public async Task<bool> TryLockAsync(string name, TimeSpan wait, CancellationToken cancellationToken)
    {
        // The lock of a name is that of its hash: two names that share one only wait for each other.
        var question = $"SELECT pg_try_advisory_lock(hashtextextended({SqlText.Literal(name)}, 0))::text";
        return await UntilAsync(async () => await ScalarAsync(question, cancellationToken) is "true" or "t", wait, TimeSpan.FromMilliseconds(50), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<InstanceSnapshot> ProbeAsync(CancellationToken cancellationToken) => probe.RunAsync(connection, key, memory, options.OperationTimeout, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<string?[]>> AskAsync(string statement, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.AskAsync(statement, options.OperationTimeout, cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw new InstanceOperationException(FailureClassifier.Classify(key, exception, options.OperationTimeout).Message, exception);
        }
    }

    private async Task<string> ScalarAsync(string question, CancellationToken cancellationToken) =>
        await AskAsync(question, cancellationToken) is [[{ } value, ..], ..] ? value : "";

    private async Task<ServerFacts> ReadFactsAsync(CancellationToken cancellationToken) => new((await AskAsync(ProbeStatements.Server, cancellationToken))[0]);

    // The postmaster reads its files again and tells the others, this session too; until that is through the old value would be believed.
    private async Task SetAsync(string name, string value, CancellationToken cancellationToken)
    {
        if (await ScalarAsync($"SELECT current_setting('{name}')", cancellationToken) == value) return;
        await AskAsync($"ALTER SYSTEM SET {name} = {SqlText.Literal(value)}", cancellationToken);
        await AskAsync("SELECT pg_reload_conf()::text", cancellationToken);
        if (!await UntilAsync(async () => await ScalarAsync($"SELECT current_setting('{name}')", cancellationToken) == value, options.OperationTimeout, Pause, cancellationToken))
            throw new InstanceOperationException($"{key} did not take over {name}: a file that is read after postgresql.auto.conf, or the command line, sets it.");
    }

    private static async Task<bool> UntilAsync(Func<Task<bool>> isReached, TimeSpan timeout, TimeSpan pause, CancellationToken cancellationToken)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!await isReached())
        {
            if (System.Diagnostics.Stopwatch.GetElapsedTime(started) > timeout) return false;
            await Task.Delay(pause, cancellationToken);
        }

        return true;
    }
}
