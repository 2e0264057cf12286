namespace Ham4Db.Core.Planning;

/// <summary>One way in which a candidate can be better than another.</summary>
/// <param name="Rank">Smaller is better.</param>
/// <param name="Advantage">What the better one has over the other, in words.</param>
sealed record CandidateCriterion(Func<CandidateAssessment, long> Rank, Func<CandidateAssessment, CandidateAssessment, string> Advantage);
