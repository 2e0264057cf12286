using System.Diagnostics;
using Ham4Db.Runtime.CrashHost;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Tests.Determinism;
using Ham4Db.Runtime.Tests.Semantics;
using Ham4Db.Runtime.Worker;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Tests.Purity;

public sealed class PurityTests
{
    [Theory]
    [InlineData(nameof(Impure.Clock), "System.DateTime.get_UtcNow")]
    [InlineData(nameof(Impure.ClockAfterAwait), "System.DateTimeOffset.get_UtcNow")]
    [InlineData(nameof(Impure.ClockInLambda), "System.DateTime.get_Now")]
    [InlineData(nameof(Impure.ClockInHelper), "Impure.ClockInHelper -> Ham4Db.Runtime.Tests.Purity.PurityTests+Impure.HelperAsync uses System.Diagnostics.Stopwatch")]
    [InlineData(nameof(Impure.ClockInLocalFunction), "System.TimeProvider.get_System")]
    [InlineData(nameof(Impure.ClockInIterator), "System.Environment.get_TickCount64")]
    [InlineData(nameof(Impure.NewId), "System.Guid.NewGuid")]
    [InlineData(nameof(Impure.Chance), "System.Random")]
    [InlineData(nameof(Impure.Sleep), "System.Threading.Tasks.Task.Delay")]
    [InlineData(nameof(Impure.OwnThread), "System.Threading.Tasks.Task.Run")]
    [InlineData(nameof(Impure.LeavesThread), "System.Threading.Tasks.Task.ConfigureAwait")]
    [InlineData(nameof(Impure.ReadsFile), "System.IO.File")]
    [InlineData(nameof(Impure.CallsOut), "System.Net.Http.HttpClient")]
    [InlineData(nameof(Impure.TimedCancellation), "System.Threading.CancellationTokenSource")]
    [InlineData(nameof(Impure.LogsAlways), "the logger")]
    public void What_no_replay_could_repeat_is_found(string orchestrator, string named)
    {
        var violations = OrchestratorPurityCheck.Violations([typeof(Impure)], typeof(Impure).Assembly);
        Assert.Contains(violations, violation =>
            violation.Contains($"Impure.{orchestrator}", StringComparison.Ordinal) && violation.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void Pure_orchestrators_pass()
    {
        Type[] pure =
        [
            typeof(Pure), typeof(Interpreter), typeof(Rounds), typeof(ActivitySemantics.Functions), typeof(EventSemantics.Functions),
            typeof(LockSemantics.Functions), typeof(SubOrchestrationSemantics.Functions), typeof(ContinueAsNewSemantics.Functions),
        ];
        Assert.NotEmpty(OrchestratorPurityCheck.Orchestrators(pure));
        Assert.Empty(OrchestratorPurityCheck.Violations(pure, typeof(Pure).Assembly, typeof(Rounds).Assembly));
    }

    public sealed class Pure
    {
        [Function(nameof(Orchestrate))]
        public static async Task<string> Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var logger = context.CreateReplaySafeLogger<Pure>();
            using var stop = new CancellationTokenSource();
            var timer = context.CreateTimer(context.CurrentUtcDateTime.AddDays(1), stop.Token);
            var text = await context.CallActivityAsync<string>("Activity", Path.Combine("a", "b"));
            stop.Cancel();
#pragma warning disable CA1848, CA2254, CA1873 // A logger is what is tested.
            logger.LogInformation("{Text} {Id}", text, context.NewGuid());
#pragma warning restore CA1848, CA2254, CA1873
            await using var section = await context.Entities.LockEntitiesAsync(new EntityInstanceId("e", text));
            await Task.WhenAll(Enumerable.Range(0, 3).Select(async i => await context.CallActivityAsync<int>("Activity", i)));
            return timer.IsCanceled ? text : string.Empty;
        }
    }

    public sealed class Impure(ILogger<Impure> logger)
    {
        [Function(nameof(Clock))]
        public static DateTime Clock([OrchestrationTrigger] TaskOrchestrationContext context) => DateTime.UtcNow;

        [Function(nameof(ClockAfterAwait))]
        public static async Task<DateTimeOffset> ClockAfterAwait([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Activity");
            return DateTimeOffset.UtcNow;
        }

        [Function(nameof(ClockInLambda))]
        public static async Task<DateTime[]> ClockInLambda([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Activity");
            return [.. Enumerable.Range(0, 1).Select(_ => DateTime.Now)];
        }

        [Function(nameof(ClockInHelper))]
        public static Task<long> ClockInHelper([OrchestrationTrigger] TaskOrchestrationContext context) => HelperAsync(context);

        [Function(nameof(ClockInLocalFunction))]
        public static async Task<DateTimeOffset> ClockInLocalFunction([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Activity");
            return await Local();

            async Task<DateTimeOffset> Local()
            {
                await context.CallActivityAsync("Activity");
                return TimeProvider.System.GetUtcNow();
            }
        }

        [Function(nameof(ClockInIterator))]
        public static async Task<long> ClockInIterator([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await foreach (var tick in Ticks(context))
                return tick;
            return 0;
        }

        [Function(nameof(NewId))]
        public static Guid NewId([OrchestrationTrigger] TaskOrchestrationContext context) => Guid.NewGuid();

        [Function(nameof(Chance))]
        public static int Chance([OrchestrationTrigger] TaskOrchestrationContext context) => Random.Shared.Next();

        [Function(nameof(Sleep))]
        public static Task Sleep([OrchestrationTrigger] TaskOrchestrationContext context) => Task.Delay(1);

        [Function(nameof(OwnThread))]
        public static Task OwnThread([OrchestrationTrigger] TaskOrchestrationContext context) => Task.Run(() => { });

        [Function(nameof(LeavesThread))]
        public static async Task LeavesThread([OrchestrationTrigger] TaskOrchestrationContext context)
            => await context.CallActivityAsync("Activity").ConfigureAwait(false);

        [Function(nameof(ReadsFile))]
        public static string ReadsFile([OrchestrationTrigger] TaskOrchestrationContext context) => File.ReadAllText("x");

        [Function(nameof(CallsOut))]
        public static async Task<string> CallsOut([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var http = new HttpClient();
            return await http.GetStringAsync(new Uri("http://127.0.0.1"));
        }

        [Function(nameof(TimedCancellation))]
        public static async Task TimedCancellation([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var stop = new CancellationTokenSource(1000);
            await context.CreateTimer(TimeSpan.FromDays(1), stop.Token);
        }

#pragma warning disable CA1848, CA2254, CA1873 // A logger is what is tested.
        [Function(nameof(LogsAlways))]
        public async Task LogsAlways([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Activity");
            logger.LogInformation("again and again");
        }
#pragma warning restore CA1848, CA2254, CA1873

        private static async Task<long> HelperAsync(TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Activity");
            return Stopwatch.GetTimestamp();
        }

        private static async IAsyncEnumerable<long> Ticks(TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Activity");
            yield return Environment.TickCount64;
        }
    }
}
