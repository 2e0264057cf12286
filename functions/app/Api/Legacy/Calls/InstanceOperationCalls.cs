using System.Globalization;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls that operate on a single instance.</summary>
internal sealed class InstanceOperationCalls(OperationCalls calls, CallTargets targets, ErrantReports errants, EngineRegistry engines)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Runs one of the operations and answers with the instance as it is then.</summary>
    public Func<LegacyCall, Task<LegacyAnswer>> Run(OperationForm form) =>
        call => calls.OneAsync(call, form.Kind, request => $"{form.Done} {request.Instance}", Arguments(call, form));

    /// <summary>Delays a replica and answers with the seconds.</summary>
    public async Task<LegacyAnswer> DelayAsync(LegacyCall call)
    {
        var form = new OperationForm("delay-replication", "delay-replication", "Replication delayed:", "seconds");
        var answer = await Run(form)(call);
        return answer.Body is LegacyEnvelope { Code: "OK" } done
            ? LegacyAnswer.Ok(done.Message, int.Parse(call["seconds"], NumberStyles.None, CultureInfo.InvariantCulture))
            : answer;
    }

    /// <summary>Names the binary logs with errant transactions.</summary>
    public async Task<LegacyAnswer> LocateErrantAsync(LegacyCall call)
    {
        var files = await errants.LocateAsync((await targets.InstanceAsync(call)).Key, call.Cancellation);
        return LegacyAnswer.Ok("located errant GTID", files);
    }

    /// <summary>Tells the statements that would restart replication around another one. Changes nothing.</summary>
    public async Task<LegacyAnswer> RestartStatementsAsync(LegacyCall call)
    {
        var key = (await targets.InstanceAsync(call)).Key;
        try
        {
            await using var session = await engines.For(key).OpenSessionAsync(key, ConnectTimeout, call.Cancellation);
            return LegacyAnswer.Ok($"Replication restart statements: {key}", await session.GetRestartStatementsAsync(call.Query("q"), call.Cancellation));
        }
        catch (InstanceUnreachableException exception)
        {
            throw new OperationException(OperationError.Unreachable, exception.Message);
        }
        catch (InstanceOperationException exception)
        {
            throw OperationException.Refused(exception.Message);
        }
    }

    private static Dictionary<string, string> Arguments(LegacyCall call, OperationForm form) => form.Arguments
        .Select(name => (Outer: name.Split(':')[0], Inner: name.Split(':')[^1]))
        .Select(name => (name.Inner, Value: call.Has(name.Outer) ? call[name.Outer] : call.Query(name.Outer)))
        .Where(argument => argument.Value.Length > 0)
        .ToDictionary(argument => argument.Inner, argument => argument.Value);
}
