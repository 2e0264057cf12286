using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Operations;

/// <summary>Asks servers what no probe tells and only some operations want to know.</summary>
public sealed class OperationFacts(EngineRegistry engines)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The policy with what the operation wants to know. Servers that do not answer are left out.</summary>
    public async Task<OperationPolicy> AddAsync(OperationPolicy policy, ClusterTopology topology, OperationRequest request, CancellationToken cancellationToken)
    {
        switch (request.Kind)
        {
            case OperationKind.Reclone:
                var asked = await Task.WhenAll(topology.Members.Values.Where(m => m.IsLastCheckValid).Select(async m => (m.Key, Reason: await WhyNotCloneAsync(m.Key, cancellationToken))));
                return policy with { CloneObjections = asked.Where(a => a.Reason is not null).ToDictionary(a => a.Key, a => a.Reason!) };
            case OperationKind.SkipQuery:
                return policy with { FailedTransaction = await FindFailedAsync(request.Instance, cancellationToken) };
            default:
                return policy;
        }
    }

    private async Task<string?> WhyNotCloneAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await engines.For(key).OpenSessionAsync(key, ConnectTimeout, cancellationToken);
            return await session.WhyNotCloneAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            return exception.Message;
        }
    }

    private async Task<string?> FindFailedAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await engines.For(key).OpenSessionAsync(key, ConnectTimeout, cancellationToken);
            return await session.FindFailedTransactionAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            // What a probe saw of it tells the rule why.
            return null;
        }
    }
}
