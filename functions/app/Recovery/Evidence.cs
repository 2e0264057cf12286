namespace Ham4Db.Functions.Recovery;

/// <summary>
/// How long a server is asked before it is taken for dead. The process that found it dead has asked it and its replicas again and again, over
/// connections that it keeps, and asks once more in passing. Any other process, above all one that goes on with a recovery in which an earlier
/// process died, has seen nothing itself, and is just starting: it waits until even a busy server has answered.
/// </summary>
public static class Evidence
{
    /// <summary>The time in which a server answers that is alive, however busy it or this process is.</summary>
    public static readonly TimeSpan Patient = TimeSpan.FromSeconds(3);

    /// <summary>Tells processes apart.</summary>
    public static string ThisProcess { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The time to wait for an answer.</summary>
    /// <param name="seenBy">The process that found the primary dead; empty for none.</param>
    /// <param name="quick">What suffices for that process.</param>
    public static TimeSpan Patience(string seenBy, TimeSpan quick) => seenBy == ThisProcess ? quick : Patient;
}
