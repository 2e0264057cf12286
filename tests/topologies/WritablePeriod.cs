namespace Ham4Db.Topologies;

/// <summary>
/// A time in which every answer of a server said that it takes writes. Times are by <see cref="RunClock"/>;
/// each answer was true at some moment between its question and its arrival.
/// </summary>
/// <param name="Server">The server.</param>
/// <param name="FirstAsked">The question of the first such answer.</param>
/// <param name="FirstAnswered">The first such answer.</param>
/// <param name="LastAsked">The question of the last one.</param>
/// <param name="LastAnswered">The last one.</param>
public sealed record WritablePeriod(IDatabaseServer Server, TimeSpan FirstAsked, TimeSpan FirstAnswered, TimeSpan LastAsked, TimeSpan LastAnswered)
{
    /// <summary>How long it was seen writable; it may have been so up to one interval longer at either end.</summary>
    public TimeSpan Duration => LastAnswered - FirstAnswered;

    /// <summary>The server was writable for sure throughout this time; a single answer is true at one moment only.</summary>
    internal bool SurelyCovers(TimeSpan from, TimeSpan to) => FirstAnswered <= from && to <= LastAsked;

    public override string ToString() =>
        $"{Server.Host}:{Server.Port} writable from {FirstAnswered.TotalSeconds:0.000} s to {LastAnswered.TotalSeconds:0.000} s";
}
