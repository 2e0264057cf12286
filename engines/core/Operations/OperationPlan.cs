using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;

namespace Ham4Db.Core.Operations;

/// <summary>What an operation would do: shown as a dry run and executed as it is.</summary>
public sealed record OperationPlan
{
    /// <summary>What was asked for.</summary>
    public required OperationRequest Request { get; init; }

    /// <summary>The steps, in order. Steps with the same <see cref="OperationStep.Stage"/> run in parallel.</summary>
    public IReadOnlyList<OperationStep> Steps { get; init; } = [];

    /// <summary>What is worth knowing before it runs, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Every precondition that fails, as a sentence that says what is wrong and what would be allowed; it may run only when there is none.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    /// <summary>Instances that the operation is about and leaves as they are, with the reason. Never eligible or chosen.</summary>
    public IReadOnlyList<CandidateVerdict> LeftOut { get; init; } = [];

    /// <summary>The instance that was chosen, where the operation chooses one.</summary>
    public InstanceKey? Chosen { get; init; }

    /// <summary>Whether it may run.</summary>
    public bool IsExecutable => Refusals.Count == 0;

    /// <summary>The instances on whose behalf steps are made, each once and in order.</summary>
    public IEnumerable<InstanceKey> FindBranches() => Steps.Where(s => s.Branch is not null).Select(s => s.Branch!.Value).Distinct();
}
