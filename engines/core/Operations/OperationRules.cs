using Ham4Db.Core.Operations.Rules;

namespace Ham4Db.Core.Operations;

/// <summary>The table of all operations.</summary>
public static class OperationRules
{
    /// <summary>One rule for each kind.</summary>
    public static IReadOnlyList<IOperationRule> All { get; } =
    [
        new RelocateRule(),
        new RepointRule(),
    ];

    /// <summary>The rule of a kind; null when there is none.</summary>
    public static IOperationRule? Find(string kind) => All.FirstOrDefault(r => string.Equals(r.Kind, kind, StringComparison.OrdinalIgnoreCase));
}
