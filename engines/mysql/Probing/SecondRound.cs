using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Connections;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Engines.MySql.Probing;

/// <summary>Asks what a snapshot can do without. Nothing that goes wrong here fails the probe.</summary>
internal sealed class SecondRound(MySqlEngineOptions options, InstanceKey key, InstanceMemory memory, ILogger logger)
{
    /// <summary>Asks all questions that apply, in one round trip unless one fails for the first time.</summary>
    /// <param name="connection">Connection to ask over.</param>
    /// <param name="first">Answers of the first round trip.</param>
    /// <param name="isLearning">Facts are learned in this probe.</param>
    /// <param name="left">Time that is left.</param>
    /// <param name="cancellationToken">Stops the probe.</param>
    public async Task<IReadOnlyDictionary<Question, ResultTable>> AskAsync(
        ServerConnection connection, FirstRound first, bool isLearning, Func<TimeSpan> left, CancellationToken cancellationToken)
    {
        Dictionary<Question, ResultTable> answers = [];
        var questions = Questions(connection, first, isLearning).OrderBy(question => memory.Rank(question.Key)).ToList();
        while (questions.Count > 0 && left() > TimeSpan.Zero)
        {
            BatchResult batch;
            try
            {
                batch = await connection.QueryAsync(string.Join("; ", questions.Select(question => question.Value)), left(), cancellationToken);
            }
            catch (InstanceUnreachableException exception)
            {
                Log.QueriesLost(logger, key, exception.Failure.Message);
                break;
            }

            for (var i = 0; i < batch.Tables.Count && i < questions.Count; i++)
            {
                answers[questions[i].Key] = batch.Tables[i];
                memory.Answered(questions[i].Key, batch.Tables[i] is { Count: > 0 } table ? table.At(0, 0) ?? "" : "");
            }

            if (batch.Error is null || batch.Tables.Count >= questions.Count) break;
            var failed = questions[batch.Tables.Count].Key;
            var isNew = memory.Failed(failed);
            if (isNew && failed <= Question.SemiSyncEnforced) Log.QueryFailed(logger, key, failed, batch.Error.Number);
            else if (isNew) Log.QuestionRefused(logger, key, failed, batch.Error.Number);
            // What follows a question that is known to fail fails as well, or has its turn in the next probe.
            if (!isNew) break;
            questions.RemoveRange(0, batch.Tables.Count + 1);
        }

        return answers;
    }

    private IEnumerable<KeyValuePair<Question, string>> Questions(ServerConnection connection, FirstRound first, bool isLearning)
    {
        var values = first.Values;
        var isReplica = first.Channels.Count > 0;
        (Question Question, string Sql, bool Applies)[] all =
        [
            (Question.Lag, options.ReplicationLagQuery, true),
            (Question.ClusterAlias, options.DetectClusterAliasQuery, true),
            (Question.ClusterDomain, options.DetectClusterDomainQuery, true),
            (Question.InstanceAlias, options.DetectInstanceAliasQuery, true),
            (Question.PromotionRule, options.DetectPromotionRuleQuery, true),
            (Question.DataCenter, options.DetectDataCenterQuery, true),
            (Question.Region, options.DetectRegionQuery, true),
            (Question.PhysicalEnvironment, options.DetectPhysicalEnvironmentQuery, true),
            (Question.PseudoGtid, options.DetectPseudoGtidQuery, true),
            (Question.SemiSyncEnforced, options.DetectSemiSyncEnforcedQuery, true),
            (Question.GroupMembers, ProbeStatements.GroupMembers, connection.Dialect.HasGroupMembers && values.Text("group_replication_group_name").Length > 0),
            (Question.DumpConnections, ProbeStatements.DumpConnections, NeedsDumpConnections(first)),
            (Question.Status, ProbeStatements.Status, !first.HasStatus && SemiSyncReader.Read(values, 0) is { SourceEnabled: true } or { ReplicaEnabled: true }),
            (Question.OldestBinlog, ProbeStatements.OldestBinlogEvents, isLearning && connection.Dialect.IsMariaDb && values.Flag("log_bin") && !first.IsBinlogLocked),
            (Question.CredentialsReadable, ProbeStatements.CredentialsReadable, isLearning && isReplica && !connection.Dialect.IsMariaDb && options.ReplicationCredentialsQuery.Length == 0),
        ];
        foreach (var (question, sql, applies) in all)
            if (applies && sql.Trim().TrimEnd(';').Trim() is { Length: > 0 } statement)
                yield return new(question, statement);
    }

    /// <summary>Every replica registers itself, so that only one without an address makes the process list necessary.</summary>
    private static bool NeedsDumpConnections(FirstRound first)
    {
        if (first.Replicas is null) return true;
        _ = ReplicaList.FromRegistrations(first.Replicas, out var isComplete);
        return !isComplete;
    }
}
