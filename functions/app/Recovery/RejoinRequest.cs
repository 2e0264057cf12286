using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>Input of a rejoin.</summary>
/// <param name="Ticket">The recovery that demoted the instance.</param>
/// <param name="Key">The demoted primary.</param>
/// <param name="Primary">The cluster's primary.</param>
public sealed record RejoinRequest(RecoveryTicket Ticket, InstanceKey Key, InstanceKey Primary);
