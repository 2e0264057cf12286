namespace Ham4Db.Functions.Probing;

/// <summary>What the prober remembers of one instance between probes.</summary>
/// <param name="member">The instance as last written.</param>
/// <param name="share">
/// At which part of a polling period regular probes come, 0 to 1. It is the same for all instances of a cluster, which are then compared as they are at one moment and written
/// together, and another for each cluster, so that the fleet is not probed all at once.
/// </param>
public sealed class InstanceWatch(ClusterMember member, double share)
{
    private static readonly TimeSpan LookCloserEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReconnectEvery = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookAgainEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan PauseOfOurs = TimeSpan.FromMilliseconds(250);
    private const int MostPauses = 3;

    private DateTimeOffset _lookedCloser;
    private DateTimeOffset _lookedAgain;
    private DateTimeOffset _reconnected;
    private int _pauses;

    /// <summary>The instance as last probed.</summary>
    public ClusterMember Member { get; private set; } = member;

    /// <summary>Address.</summary>
    public InstanceKey Key => Member.Key;

    /// <summary>When the next full probe is due (UTC).</summary>
    public DateTimeOffset NextProbe { get; private set; }

    /// <summary>Full probes that failed in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>Liveness questions that went unanswered in a row.</summary>
    public int MissedAnswers { get; set; }

    /// <summary>When the present trouble began: the first question that went unanswered was asked (UTC).</summary>
    public DateTimeOffset? TroubleSince { get; private set; }

    /// <summary>What was last written of it to the store, as text; null before the first time.</summary>
    public string? Written { get; set; }

    /// <summary>Whether a full probe is due. One that would come later than any may was set by a clock that has been put back since.</summary>
    /// <param name="now">Now (UTC).</param>
    /// <param name="longest">Longest time between two.</param>
    public bool IsDue(DateTimeOffset now, TimeSpan longest) => NextProbe <= now || NextProbe - now > longest;

    /// <summary>Makes a full probe due now.</summary>
    public void ProbeSoon() => NextProbe = DateTimeOffset.MinValue;

    /// <summary>Makes a full probe due now, unless one was a moment ago.</summary>
    public void LookAgain(DateTimeOffset now)
    {
        if (now - _lookedAgain < LookAgainEvery) return;
        _lookedAgain = now;
        ProbeSoon();
    }

    /// <summary>Takes the outcome of a full probe; a dead instance is probed ever more rarely, so that it delays nobody.</summary>
    public void Record(ClusterMember member, bool succeeded, DateTimeOffset now, TimeSpan poll, TimeSpan maxBackOff)
    {
        Member = member;
        Failures = succeeded ? 0 : Failures + 1;
        if (succeeded) TroubleSince = null;
        if (succeeded)
        {
            NextProbe = Regular(now, poll);
            return;
        }

        var backOff = poll * Math.Pow(2, Math.Min(Math.Max(Failures - 3, 0), 10));
        NextProbe = now + (backOff < maxBackOff || backOff == poll ? backOff : maxBackOff);
    }

    /// <summary>
    /// Whether an answer that did not come in time says nothing, because we were not there to read it: this process had no processor for longer than any server may take.
    /// Three in a row count nevertheless, so that a busy manager still notices a death.
    /// </summary>
    /// <param name="took">From the question until we were told that its time was over.</param>
    /// <param name="allowed">Its time.</param>
    public bool WasOwnPause(TimeSpan took, TimeSpan allowed)
    {
        if (took < allowed + PauseOfOurs || _pauses >= MostPauses)
        {
            _pauses = 0;
            return false;
        }

        _pauses++;
        return true;
    }

    /// <summary>Leaves a full probe out: the next is the regular one.</summary>
    public void Skip(DateTimeOffset now, TimeSpan poll) => NextProbe = Regular(now, poll);

    // The first regular moment that is half a period away or more: after one that was out of turn the next comes within half a period to one and a half.
    private DateTimeOffset Regular(DateTimeOffset now, TimeSpan poll)
    {
        var offset = (long)(poll.Ticks * share);
        var periods = (now.UtcTicks + (poll.Ticks / 2) - offset + poll.Ticks - 1) / poll.Ticks;
        return new DateTimeOffset((periods * poll.Ticks) + offset, TimeSpan.Zero);
    }

    /// <summary>Counts an unanswered question.</summary>
    /// <returns>Whether it is time to look closer.</returns>
    public bool Miss(DateTimeOffset asked, DateTimeOffset now)
    {
        MissedAnswers++;
        TroubleSince ??= asked;
        if (MissedAnswers > 3 && now - _lookedCloser < LookCloserEvery) return false;
        _lookedCloser = now;
        return true;
    }

    /// <summary>Whether the replicas may be asked to reconnect: not again and again.</summary>
    public bool MayReconnectReplicas(DateTimeOffset now)
    {
        if (now - _reconnected < ReconnectEvery) return false;
        _reconnected = now;
        return true;
    }
}
