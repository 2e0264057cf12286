using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Instances;

/// <summary>The instance beside this agent, by its engine's own programs.</summary>
internal interface IDatabase
{
    /// <summary>What can be known of it now; never throws for a database that is down or hung.</summary>
    Task<Instance> DescribeAsync(bool members, CancellationToken cancellationToken);

    /// <summary>Why a request cannot be taken, without looking at the database; null when it can.</summary>
    Refusal? Check(ActRequest request);

    /// <summary>Does it. Doing it again after it was done, or was interrupted anywhere, is right.</summary>
    /// <exception cref="ActionFailedException">It failed; the message says at what.</exception>
    Task ActAsync(ActRequest request, IActionProgress progress, CancellationToken cancellationToken);

    /// <summary>What it has in its log from a place on, while it is down; null where this engine's log cannot be read.</summary>
    /// <exception cref="ActionFailedException">It runs, or its log cannot be read.</exception>
    Task<LogPart?> ReadLogAsync(uint timeline, ulong from, CancellationToken cancellationToken);

    /// <summary>Ends it without waiting for its clients.</summary>
    /// <exception cref="ActionFailedException">It still runs.</exception>
    Task StopHardAsync(CancellationToken cancellationToken);
}
