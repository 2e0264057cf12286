using Ham4Db.Core.Operations;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Operations;

/// <summary>Operations and their plans as short text, with instances named by their ports.</summary>
static class OperationText
{
    /// <summary>Plans <c>kind instance [target]</c>.</summary>
    public static OperationPlan Plan(TestFleet fleet, string operation, OperationPolicy? policy = null)
    {
        var words = operation.Split(' ');
        var request = new OperationRequest
        {
            Kind = words[0],
            ClusterId = "c1",
            Instance = TestFleet.Key(int.Parse(words[1])),
            Target = words.Length > 2 ? TestFleet.Key(int.Parse(words[2])) : null,
        };
        return OperationPlanner.Plan(fleet.Topology, request, policy ?? new OperationPolicy());
    }

    /// <summary><c>1 stop-replication 2, 2 repoint-gtid 3&lt;2</c>, or what refuses it.</summary>
    public static string Of(OperationPlan plan) => plan.IsExecutable
        ? string.Join(", ", plan.Steps.Select(s => $"{s.Stage} {s.Action} {s.Target.Port}{(s.Source is { } source ? $"<{source.Port}" : "")}"))
        : string.Join(' ', plan.Refusals);

    /// <summary>The instances that are left out, by port.</summary>
    public static string LeftOut(OperationPlan plan) => string.Join(' ', plan.LeftOut.Select(l => l.Instance.Port));
}
