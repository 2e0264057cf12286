using Microsoft.Data.Sqlite;

namespace Ham4Db.Storage;

/// <summary>A statement that is prepared once and run many times on one connection, by one thread at a time.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand command;

    public SqliteStatement(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(name, SqliteType.Text);
    }

    /// <summary>Runs it with values in the order of the parameters' names; returns the number of rows changed.</summary>
    public int Run(params ReadOnlySpan<string> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    public bool Finds(params ReadOnlySpan<string> values)
    {
        Bind(values);
        return command.ExecuteScalar() is not null;
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<string> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }
}
