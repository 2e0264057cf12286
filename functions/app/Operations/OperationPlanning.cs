using Ham4Db.Core.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Operations;

/// <summary>Plans operations on a fresh look at every instance: the dry run and the operation use the same.</summary>
public sealed class OperationPlanning(TopologyReader reader, OperationFacts facts, FleetStore store, Ham4DbOptions options)
{
    /// <summary>The plan of now; it changes nothing.</summary>
    public async Task<OperationPlan> PlanAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        var topology = await reader.ProbeAsync(request.ClusterId, Evidence.Patient, dead: null, cancellationToken);
        var policy = Policies.ForOperation(options, topology, request) with { Equivalences = await store.GetEquivalencesAsync(request.ClusterId, cancellationToken) };
        return OperationPlanner.Plan(topology, request, await facts.AddAsync(policy, topology, request, cancellationToken));
    }
}
