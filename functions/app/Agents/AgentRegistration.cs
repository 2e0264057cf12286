using System.Net;
using Ham4Db.Functions.Api;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Recovery;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Agents;

/// <summary>Takes heartbeats in: checks them, keeps what they say, and makes the instance beside the agent known.</summary>
internal sealed class AgentRegistration(
    AgentReportRules rules, AgentDirectory directory, AgentWarnings warnings, FleetReader reader, FleetStore store, Discovery discovery,
    EngineRegistry engines, Audit audit, TimeProvider time, ILogger<AgentRegistration> logger)
{
    /// <summary>Takes a heartbeat in. The same one again changes nothing but the time at which the agent was seen.</summary>
    /// <returns>The agent as it is known now.</returns>
    /// <exception cref="OperationException">The heartbeat says something that is not allowed, or is not to be answered now.</exception>
    public async Task<AgentRecord> RegisterAsync(AgentReport report, HttpContext context, CancellationToken cancellationToken)
    {
        rules.Check(report);
        await directory.RefreshAsync(cancellationToken);
        if (await directory.IsHeldAsync(report, cancellationToken))
            throw new OperationException(OperationError.Conflict, $"A standby is about to take the role of the instance beside {report.Id}, which could not be reached: take this for the loss of the manager.");
        var known = directory.Find(report.Id);
        if (known is null && !directory.HasRoom) throw OperationException.Refused($"{AgentDirectory.MaxCount} agents are known, which is the most; forget some with DELETE /api/v2/agents/address:port.");
        var host = known?.Host ?? report.Address;
        if (known?.Report != report || time.GetUtcNow() - known.SeenAt > AgentFreshness.WriteEvery)
        {
            await rules.CheckAddressAsync(report, IsFromHere(context), cancellationToken);
            host = (await store.FindResolvedNameAsync(report.Address, cancellationToken))?.Name ?? report.Address;
        }

        var (present, before, isWritten) = await directory.HearAsync(report, host, cancellationToken);
        if (before?.Report != present.Report) await TellAsync(present, before, context.Caller(), cancellationToken);
        if (isWritten) await DiscoverAsync(present, context.Caller(), cancellationToken);
        return present;
    }

    // Behind a proxy, which the Functions host is too, every connection comes from this machine.
    private static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !context.Request.Headers.ContainsKey("X-Forwarded-For");

    private async Task TellAsync(AgentRecord present, AgentRecord? before, Caller caller, CancellationToken cancellationToken)
    {
        var report = present.Report;
        if (before is null)
        {
            AgentLog.Registered(logger, report.Id, report.Engine, report.Version);
            await audit.WriteAsync("register-agent", "", present.Instance, caller, $"The agent at {report.Id} registered.", cancellationToken);
        }
        else
        {
            AgentLog.Changed(logger, report.Id);
        }

        if (warnings.SelfFencing(report) is { } warning) AgentLog.UnsafeSelfFencing(logger, report.Id, warning);
    }

    private async Task DiscoverAsync(AgentRecord present, Caller caller, CancellationToken cancellationToken)
    {
        if (present.Instance is not { } key || !engines.Has(key.Engine) || discovery.IsIgnored(key) || await reader.FindInstanceAsync(key, cancellationToken) is not null) return;
        // Whoever forgot it wanted it to stay away for that time.
        if ((await store.GetForgottenAsync(cancellationToken)).Any(forgotten => forgotten.Key == key && forgotten.Until > time.GetUtcNow())) return;
        await DurableStart.TryAsync(caller.Client, nameof(DiscoverLater), key, $"discover-agent:{FleetTables.RowKey(key)}", cancellationToken);
    }
}
