using System.Text;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Parsing;

namespace Ham4Db.OpenGaussAgent.OpenGauss;

/// <summary>
/// How an openGauss is: by gs_ctl query and gsql, and once these have answered by the functions that gs_ctl asks itself, over a kept connection.
/// Whatever is not as usual there, is asked of the programs again.
/// </summary>
internal sealed class OpenGaussLook(DatabaseOptions options, DatabasePrograms programs, LocalSession session)
{
    // One round trip; openGauss has kept the names of PostgreSQL 9.2.
    private const string Facts =
        "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_xlog_receive_location() ELSE pg_current_xlog_location() END, pg_last_xlog_replay_location(), "
        + "current_setting('default_transaction_read_only'), current_setting('synchronous_standby_names'), "
        + "EXTRACT(epoch FROM now() - pg_last_xact_replay_timestamp())";

    private const string Everything =
        "SELECT local_role, static_connections, db_state, detail_information FROM pg_stat_get_stream_replications(); "
        + "SELECT * FROM pg_stat_get_wal_senders(); SELECT * FROM pg_stat_get_wal_receiver(); " + Facts;

    private static readonly string[] Titles = ["HA state:", "Senders info:", "Receiver info:"];

    // The server whose programs have answered in full, by id and start.
    private (int Pid, long? Started) _known;

    /// <summary>Looks.</summary>
    /// <param name="postmaster">The server as its file tells it.</param>
    /// <param name="withFacts">Positions and settings too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<OpenGaussAnswer> AskAsync(Postmaster postmaster, bool withFacts, CancellationToken cancellationToken)
    {
        // That nothing runs is known without asking, and is to be told at once.
        if (!postmaster.Process.Alive)
            return new(new GsCtlReport { Outcome = GsCtlOutcome.NotRunning }, null, null);
        try
        {
            if (_known == (postmaster.Process.Pid, postmaster.StartedUnixSeconds)
                && await session.AskAsync(postmaster, Everything, cancellationToken) is [.. var parts, { Rows: [var facts] }]
                && GsCtlQuery.Parse(Text(parts)) is { Outcome: GsCtlOutcome.Answered, Notes.Count: 0 } report)
            {
                return new(report, facts, null);
            }
        }
        catch (TimeoutException)
        {
            return new(new GsCtlReport { Outcome = GsCtlOutcome.Unclear }, null, "The database");
        }

        return await AskProgramsAsync(postmaster, withFacts, cancellationToken);
    }

    /// <summary>Runs a statement by gsql.</summary>
    public string[] SqlArguments(Postmaster postmaster, string sql) =>
    [
        "-X", "-A", "-t", "-q", "-F", "|", "-d", "postgres", "-p", $"{postmaster.Port ?? options.Port}",
        .. postmaster.SocketFolder is { } folder ? ["-h", folder] : Array.Empty<string>(),
        .. options.ManagerUser.Length > 0 ? ["-U", options.ManagerUser] : Array.Empty<string>(),
        "-c", sql,
    ];

    private async Task<OpenGaussAnswer> AskProgramsAsync(Postmaster postmaster, bool withFacts, CancellationToken cancellationToken)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var facts = withFacts ? AskGsqlAsync(postmaster, asking.Token) : Task.FromResult<IReadOnlyList<string>?>(null);
        var answer = await programs.AskAsync("gs_ctl", ["query", "-D", programs.DataFolder], cancellationToken);
        var report = GsCtlQuery.Parse(answer.Output + "\n" + answer.Error);
        // One that takes no connection from gs_ctl takes none from gsql: whoever asks is told so at once.
        if (report.Outcome != GsCtlOutcome.Answered)
            await asking.CancelAsync();
        // Replication by Paxos has a section of its own that only gs_ctl knows.
        if (report is { Outcome: GsCtlOutcome.Answered, IsPaxos: false })
            _known = (postmaster.Process.Pid, postmaster.StartedUnixSeconds);
        return new(report, await facts, answer.TimedOut ? "gs_ctl query" : null);
    }

    private async Task<IReadOnlyList<string>?> AskGsqlAsync(Postmaster postmaster, CancellationToken cancellationToken)
    {
        try
        {
            var result = await programs.AskAsync("gsql", SqlArguments(postmaster, Facts), cancellationToken);
            return result.Succeeded && result.Output.Trim().Split('|') is { Length: 5 } fields ? fields : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // As gs_ctl prints it, which its reader knows.
    private static string Text(IReadOnlyList<RowSet> parts)
    {
        var text = new StringBuilder();
        foreach (var (title, part) in Titles.Zip(parts))
        {
            text.AppendLine(title);
            foreach (var row in part.Rows)
            {
                foreach (var (column, value) in part.Columns.Zip(row))
                    text.Append(column).Append(" : ").AppendLine(value.ReplaceLineEndings(" "));
            }
        }

        return text.ToString();
    }
}
