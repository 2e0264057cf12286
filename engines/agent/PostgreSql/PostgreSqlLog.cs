using System.Globalization;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Parsing;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.PostgreSql;

/// <summary>Reads the write-ahead log of an instance that is down, by pg_waldump.</summary>
internal sealed class PostgreSqlLog(DatabaseOptions options, DatabasePrograms programs)
{
    // More than anybody goes through; then it is not told as a whole.
    private const int MostRecords = 5_000_000;

    /// <exception cref="ActionFailedException">It runs, or its log cannot be read.</exception>
    public async Task<LogPart> ReadAsync(uint timeline, ulong from, CancellationToken cancellationToken)
    {
        if (Postmaster.Read(programs.DataFolder).Process.Alive)
            throw new ActionFailedException("The instance runs: its log is read when it is down, or more could be written while it is read.");
        var dump = new WalDump(from);
        var result = await programs.ReadAsync(
            "pg_waldump",
            ["-p", Path.Combine(programs.DataFolder, "pg_wal"), "-t", timeline.ToString(CultureInfo.InvariantCulture), "-s", WalPosition.Text(from), "-n", MostRecords.ToString(CultureInfo.InvariantCulture)],
            options.ActionTimeout,
            dump.Read,
            cancellationToken);
        var part = dump.Take();
        return part.Records == 0 && !part.Whole ? throw new ActionFailedException("pg_waldump", result) : part;
    }
}
