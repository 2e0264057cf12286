using System.Reflection;

namespace Ham4Db.Runtime.Tests.Purity;

/// <summary>What an orchestrator may not use, and what to use instead.</summary>
internal static class BannedMembers
{
    private const string Clock = "its clock is context.CurrentUtcDateTime, its timers are context.CreateTimer.";
    private const string Ids = "its ids come from context.NewGuid; random numbers belong in an activity.";
    private const string Io = "I/O belongs in an activity.";
    private const string Threads = "it may await only what its context made, on its own thread.";

    private static readonly Dictionary<string, string> Members = new(StringComparer.Ordinal)
    {
        ["System.DateTime.get_Now"] = Clock,
        ["System.DateTime.get_UtcNow"] = Clock,
        ["System.DateTime.get_Today"] = Clock,
        ["System.DateTimeOffset.get_Now"] = Clock,
        ["System.DateTimeOffset.get_UtcNow"] = Clock,
        ["System.Environment.get_TickCount"] = Clock,
        ["System.Environment.get_TickCount64"] = Clock,
        ["System.Environment.GetEnvironmentVariable"] = Io,
        ["System.Guid.NewGuid"] = Ids,
        ["System.Guid.CreateVersion7"] = Ids,
        ["System.Threading.Tasks.Task.Delay"] = Clock,
        ["System.Threading.Tasks.Task.Run"] = Threads,
        ["System.Threading.Tasks.Task.Wait"] = Threads,
        ["System.Threading.Tasks.Task.WaitAll"] = Threads,
        ["System.Threading.Tasks.Task.WaitAny"] = Threads,
        ["System.Threading.Tasks.Task.WaitAsync"] = Threads,
        ["System.Threading.Tasks.Task.Yield"] = Threads,
        ["System.Threading.Tasks.Task.ContinueWith"] = Threads,
        ["System.Threading.Tasks.Task.ConfigureAwait"] = Threads,
        ["System.Threading.Tasks.Task.get_Factory"] = Threads,
        ["System.Threading.CancellationTokenSource.CancelAfter"] = Clock,
        ["System.Threading.CancellationTokenSource.CancelAsync"] = Threads,
        ["Ham4Db.Runtime.Worker.FunctionContext.get_InstanceServices"] = Io,
    };

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["System.TimeProvider"] = Clock,
        ["System.Diagnostics.Stopwatch"] = Clock,
        ["System.Diagnostics.Process"] = Io,
        ["System.Threading.Timer"] = Clock,
        ["System.Threading.PeriodicTimer"] = Clock,
        ["System.Threading.Thread"] = Threads,
        ["System.Threading.ThreadPool"] = Threads,
        ["System.Threading.SemaphoreSlim"] = Threads,
        ["System.Threading.Tasks.Parallel"] = Threads,
        ["System.Threading.Tasks.TaskFactory"] = Threads,
        ["System.Random"] = Ids,
        ["System.Security.Cryptography.RandomNumberGenerator"] = Ids,
        ["System.Console"] = Io,
        ["Ham4Db.Runtime.DurableTask.Client.DurableTaskClient"] = Io,
        ["Ham4Db.Runtime.DurableTask.Client.Entities.DurableEntityClient"] = Io,
    };

    private static readonly string[] Namespaces =
        ["System.IO", "System.Net", "System.Data", "Microsoft.Data", "MySqlConnector", "Npgsql", "Grpc", "Azure"];

    private static readonly string[] HarmlessTypes =
        ["System.IO.Path", "System.IO.StringReader", "System.IO.StringWriter", "System.IO.IOException", "System.Net.IPAddress", "System.Net.IPEndPoint"];

    public static string? Reason(MemberInfo member)
    {
        var type = member.DeclaringType;
        if (type is { IsGenericType: true })
            type = type.GetGenericTypeDefinition();
        var name = (type?.FullName ?? string.Empty).Split('`')[0];
        if (Members.TryGetValue($"{name}.{member.Name}", out var reason) || Types.TryGetValue(name, out reason))
            return reason;
        if (name == "System.Threading.CancellationTokenSource" && member is ConstructorInfo constructor && constructor.GetParameters().Length > 0)
            return Clock;
        return member is MethodBase
            && type is { IsEnum: false, Namespace: { } space }
            && Array.IndexOf(HarmlessTypes, name) < 0
            && Array.Exists(Namespaces, banned => space == banned || space.StartsWith(banned + ".", StringComparison.Ordinal))
                ? Io
                : null;
    }
}
