using System.Globalization;
using Ham4Db.Agents;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.Engines.PostgreSql.SetBack;

/// <summary>Sets a former primary back by the agent on its host: <c>pg_rewind</c> where that can be, else a base backup.</summary>
/// <param name="client">Speaks to agents.</param>
/// <param name="directory">Knows where they are.</param>
public sealed class PostgreSqlSetBack(AgentClient client, IAgentDirectory directory) : AgentSetBack(Engine.Postgresql, client, directory)
{
    private static readonly TimeSpan ReadTime = TimeSpan.FromMinutes(3);

    /// <inheritdoc/>
    public override async Task<OwnTransactions> ReadOwnAsync(InstanceSnapshot old, InstanceSnapshot successor, SetBackOrder order, CancellationToken cancellationToken)
    {
        if (!GtidSet.TryParse(old.GtidKind, old.ExecutedGtidSet, out var had) || had is not WalSet { IsEmpty: false } own
            || !GtidSet.TryParse(successor.GtidKind, successor.ExecutedGtidSet, out var has) || has is not WalSet theirs)
            return new OwnTransactions(null, AreBeforeRestart: false, "it is not known where its log and that of its successor part");
        if (theirs.Timeline <= own.Timeline || theirs.EndOf(own.Timeline) is not { } fork)
            return new OwnTransactions(null, AreBeforeRestart: false, $"it is on timeline {own.Timeline}, of which {successor.Key} knows nothing");
        var part = await Client.ReadLogAsync(AgentOf(old.Key), own.Timeline, fork, ReadTime, cancellationToken);
        var place = $"beyond {WalSet.Position(fork)} of timeline {own.Timeline}";
        // Less than it told when it ran: files are missing.
        if (!part.Whole || part.End < own.End)
            return new OwnTransactions(null, AreBeforeRestart: false, $"its log {place} can be read up to {WalSet.Position(part.End)} only");
        if (part.Commits == 0) return new OwnTransactions(0, AreBeforeRestart: true, $"it has no transaction {place}");
        var since = part.CommitsSinceStart > 0 ? string.Create(CultureInfo.InvariantCulture, $", {part.CommitsSinceStart} of them since it was started again") : "";
        return new OwnTransactions(
            (long)part.Commits,
            part is { StartedAgain: true, CommitsSinceStart: 0 },
            string.Create(CultureInfo.InvariantCulture, $"it has {part.Commits} transactions {place}{since}, the first: {Clean(part.FirstCommit)}"));
    }

    /// <inheritdoc/>
    protected override ActRequest BuildFrom(InstanceKey source)
    {
        var request = base.BuildFrom(source);
        (request.SourceHost, request.SourcePort) = (source.Host, source.Port);
        return request;
    }

    private static string Clean(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= 100 ? line : line[..100];
    }
}
