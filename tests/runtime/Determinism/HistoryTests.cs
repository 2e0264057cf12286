using CsCheck;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Orchestrations;
using Ham4Db.Runtime.Persistence;
using Ham4Db.Runtime.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ham4Db.Runtime.Tests.Determinism;

public sealed class HistoryTests
{
    private static readonly Gen<Step> Leaf =
        from kind in Gen.Enum<StepKind>().Where(k => k < StepKind.Child)
        from number in Gen.Int[0, 9]
        select new Step(kind, number, []);

    // Steps inside of parallel ones share one critical section at most, so those are left out there.
    private static readonly Gen<Step> Simple = Leaf.Where(step => step.Kind is not (StepKind.Locked or StepKind.Entity or StepKind.FailingEntity
        or StepKind.Signal or StepKind.SendAndReceive));

    private static readonly Gen<Step> Nested =
        from kind in Gen.Enum<StepKind>().Where(k => k >= StepKind.Child)
        from steps in Simple.Array[1, 4]
        select new Step(kind, 0, steps);

    private static readonly Gen<Step[]> Programs = Gen.Frequency((3, Leaf), (1, Nested)).Array[1, 8];

    [Fact]
    public async Task Replay_of_any_recorded_history_from_any_point_takes_the_same_steps()
    {
        await using var host = await EmbeddedHost.StartAsync(typeof(Interpreter));
        await Programs.SampleAsync(
            async program =>
            {
                var ended = await host.RunAsync(nameof(Interpreter.Run), program);
                Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended.FailureDetails}");
                AssertReplays(host, ended.InstanceId);
            },
            iter: 60,
            threads: 1);
    }

    private static void AssertReplays(EmbeddedHost host, string instanceId)
    {
        var store = host.Services.GetRequiredService<RuntimeEngine>().Store;
        var catalog = host.Services.GetRequiredService<FunctionCatalog>();
        var invoker = host.Services.GetRequiredService<FunctionInvoker>();
        var instance = store.Read(sql => InstanceTable.Find(sql, instanceId))!;
        var history = store.Read(sql => InstanceTable.History(sql, instanceId));
        Assert.NotEmpty(history);
        for (var cut = 0; cut < history.Count; cut++)
        {
            var run = new OrchestrationRun(
                instance, invoker.OrchestratorCode(catalog.Orchestrators[instance.Name]), NullLoggerFactory.Instance, () => Assert.Fail("left its thread"));
            run.Replay([.. history.Take(cut)]);
            var next = run.Next(history[cut].Time, history[cut].Events);
            Assert.Equal(DurableJson.Write(history[cut].Actions), DurableJson.Write(next.Actions));
        }
    }
}
