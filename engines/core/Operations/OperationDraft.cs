using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;

namespace Ham4Db.Core.Operations;

/// <summary>A plan in the making.</summary>
public sealed class OperationDraft(OperationRequest request)
{
    readonly List<OperationStep> _steps = [];
    readonly List<string> _warnings = [];
    readonly List<string> _refusals = [];
    readonly List<CandidateVerdict> _leftOut = [];

    /// <summary>The instance that the operation chose; null where it chooses none.</summary>
    public InstanceKey? Chosen { get; set; }

    /// <summary>Whether something forbids the operation.</summary>
    public bool IsRefused => _refusals.Count > 0;

    /// <summary>Why instances are left out, in words.</summary>
    public string WhyLeftOut => string.Join(' ', _leftOut.Select(v => v.Reason));

    /// <summary>The stage after all steps so far.</summary>
    public int NextStage => _steps.Count == 0 ? 1 : _steps.Max(s => s.Stage) + 1;

    /// <summary>Says what forbids the operation; null and what was said before add nothing.</summary>
    public void Refuse(string? sentence)
    {
        if (sentence is not null && !_refusals.Contains(sentence)) _refusals.Add(sentence);
    }

    /// <summary>Says what is worth knowing; null and what was said before add nothing.</summary>
    public void Warn(string? sentence)
    {
        if (sentence is not null && !_warnings.Contains(sentence)) _warnings.Add(sentence);
    }

    /// <summary>Leaves one of several instances as it is.</summary>
    public void LeaveOut(InstanceKey key, string reason) => _leftOut.Add(new CandidateVerdict(key, IsChosen: false, IsEligible: false, reason));

    /// <summary>Adds steps.</summary>
    public void Add(params IEnumerable<OperationStep> steps) => _steps.AddRange(steps);

    /// <summary>The plan. One that is refused has no steps.</summary>
    public OperationPlan Build() => new()
    {
        Request = request,
        Chosen = Chosen,
        Refusals = [.. _refusals],
        Warnings = [.. _warnings],
        LeftOut = [.. _leftOut.OrderBy(v => v.Instance)],
        Steps = IsRefused ? [] : [.. _steps.OrderBy(s => s.Stage)],
    };
}
