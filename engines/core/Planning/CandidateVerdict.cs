using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>What the planner thought of an instance.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="IsChosen">It is the candidate.</param>
/// <param name="IsEligible">It could be promoted at all.</param>
/// <param name="Reason">In words: why it was chosen, why it may not be, or why another is better.</param>
public sealed record CandidateVerdict(InstanceKey Instance, bool IsChosen, bool IsEligible, string Reason);
