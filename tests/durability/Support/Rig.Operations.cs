using Ham4Db.Core.Operations;
using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;
using Ham4Db.Topologies;

namespace Ham4Db.Durability.Tests.Support;

/// <content>Operations, as people ask for them.</content>
public sealed partial class Rig
{
    /// <summary>Asks for an operation and waits until it has ended, however often the manager dies meanwhile.</summary>
    public async Task<OperationRecord> OperateAsync(string kind, DatabaseServer on, DatabaseServer? target = null, params (string Name, string Value)[] arguments)
    {
        var request = new OperationRequest
        {
            Kind = kind,
            ClusterId = ClusterId,
            Instance = KeyOf(on),
            Target = target is null ? null : KeyOf(target),
            Arguments = arguments.ToDictionary(a => a.Name, a => a.Value),
        };
        var order = new OperationOrder(Guid.NewGuid().ToString("N"), request, "", "test");
        Manager.Operate(order);
        OperationRecord? ended = null;
        await UntilAsync($"{kind} ended", async () => (ended = await FindOperationAsync(order.Uid)) is { EndedAt: not null } && (await StateAsync()).ActiveOperation is null);
        return ended!;
    }

    /// <summary>As <see cref="OperateAsync"/>, with the manager killed in it once. Everything that was asked for is done, and the timeline is whole.</summary>
    public async Task<OperationRecord> OperateKilledAsync(Boundary death, string kind, DatabaseServer on, DatabaseServer? target = null, params (string Name, string Value)[] arguments)
    {
        var deaths = Deaths;
        await KillAtAsync(death);
        var operation = await OperateAsync(kind, on, target, arguments);
        await UntilAsync($"the manager was killed {death} of {kind}", () => Task.FromResult(Deaths == deaths + 1));
        if (!operation.Errors.Any(e => e.Contains("did not answer within", StringComparison.Ordinal)))
        {
            await AssertWholeAsync(operation, $"{kind}, killed {death}");
            return operation;
        }

        // On a busy machine a server may not answer in time. The operation has failed and says so, and people ask for it again: it is done, or refused because there is nothing left to do.
        Assert.Equal(OperationStatus.Failed, operation.Status);
        var again = await OperateAsync(kind, on, target, arguments);
        if (again is not { Status: OperationStatus.Refused, Errors.Count: > 0 }) await AssertWholeAsync(again, $"{kind} again, killed {death} before");
        return again;
    }

    /// <summary>The operation has succeeded, and each of its steps has ended.</summary>
    public async Task AssertWholeAsync(OperationRecord operation, string what)
    {
        Assert.True(operation is { Status: OperationStatus.Succeeded, Errors.Count: 0 }, $"{what}: {operation.Status} {string.Join(' ', operation.Errors)}\n{await DescribeAsync()}");
        var steps = await Store.GetStepsAsync(operation.Uid, CancellationToken.None);
        Assert.All(steps, s => Assert.True(s.EndedAt is not null && s.Error is "" or RecoveryStepRecord.Interrupted, $"{what}: {s.Step} {s.Error}"));
    }

    private async Task<OperationRecord?> FindOperationAsync(string uid)
    {
        await foreach (var operation in Store.GetOperationsAsync(CancellationToken.None))
            if (operation.Uid == uid) return operation;
        return null;
    }
}
