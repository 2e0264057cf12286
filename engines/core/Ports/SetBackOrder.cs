namespace Ham4Db.Core.Ports;

/// <summary>On whose behalf an instance is set back.</summary>
/// <param name="Uid">The recovery that took its role, or a person's decision; what is begun under one is done once.</param>
/// <param name="Epoch">Fencing token: an older one is refused.</param>
/// <param name="Reason">For the log on the instance's host.</param>
public sealed record SetBackOrder(string Uid, long Epoch, string Reason)
{
    /// <summary>A person has said that what the instance alone has may be discarded.</summary>
    public bool IsApproved { get; init; }
}
