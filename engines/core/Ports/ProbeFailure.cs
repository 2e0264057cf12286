namespace Ham4Db.Core.Ports;

/// <summary>Why a probe failed.</summary>
/// <param name="Kind">Class of the failure.</param>
/// <param name="Message">One sentence for people, without credentials.</param>
/// <param name="IsPartial">The server had begun to answer.</param>
public sealed record ProbeFailure(ProbeFailureKind Kind, string Message, bool IsPartial = false)
{
    /// <summary>A program on its host answered and says that the server does not run: it can be started there.</summary>
    public bool IsDown { get; init; }
}
