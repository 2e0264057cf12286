using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Agents;

/// <summary>What a heartbeat may say. An agent must not be able to lead the service anywhere that discovery could not.</summary>
internal sealed class AgentReportRules(AllowList allowed, Ham4DbOptions options)
{
    /// <summary>Shortest interval, in seconds.</summary>
    public const double MinInterval = 0.1;

    /// <summary>Longest interval, in seconds.</summary>
    public const double MaxInterval = 3600;

    private const double MaxSelfFencing = 86_400;
    private const int MaxText = 200;
    private const int MaxAddress = 255;

    /// <summary>Checks what can be checked without asking anybody.</summary>
    /// <exception cref="OperationException">It names the first thing that is wrong, and what is allowed.</exception>
    public void Check(AgentReport report)
    {
        if (string.IsNullOrWhiteSpace(report.Address)) throw Invalid("'address' is empty; allowed: the host name or address under which the agent is reached.");
        if (report.Address.Length > MaxAddress) throw Invalid($"'address' has {report.Address.Length} characters; allowed: at most {MaxAddress}.");
        CheckPort("agentPort", report.AgentPort);
        if (report.Protocol == AgentProtocol.V2) CheckPort("port", report.Port ?? 0);
        if (report.Port == report.AgentPort) throw Invalid($"'port' and 'agentPort' are both {report.AgentPort}; allowed: two ports, the instance's and the agent's.");
        CheckText("nodeName", report.NodeName);
        CheckText("clusterName", report.ClusterName);
        CheckText("agentVersion", report.Version);
        CheckRange("intervalSeconds", report.IntervalSeconds, MinInterval, MaxInterval);
        CheckRange("selfFencingSeconds", report.SelfFencingSeconds, 0, MaxSelfFencing);
        if (Refusal(report) is { } refusal) throw Invalid($"'address': {refusal}");
    }

    /// <summary>Checks the addresses that the name leads to: the service must be allowed to connect to the instance and to the agent.</summary>
    /// <param name="report">The report, which has passed <see cref="Check"/>.</param>
    /// <param name="isFromHere">It came from this machine.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationException">It may not.</exception>
    public async Task CheckAddressAsync(AgentReport report, bool isFromHere, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await allowed.ResolveAllowedAsync(report.Address, report.AgentPort, cancellationToken);
            if (report.Port is { } port) await allowed.ResolveAllowedAsync(report.Address, port, cancellationToken);
            // To us, loopback is this machine, whatever it is to the agent. A list that names it says that this is meant.
            if (!isFromHere && options.DiscoveryAllowedHosts.Count == 0 && Array.Find(addresses, IPAddress.IsLoopback) is { } loopback)
                throw Invalid($"'address': {Shown(report.Address, loopback)} is a loopback address, and the heartbeat comes from another machine; allowed: an address that leads to the agent from here, or a loopback address in DiscoveryAllowedHosts.");
        }
        catch (HostNotAllowedException exception)
        {
            throw Invalid($"'address': {exception.Message}");
        }
        catch (SocketException)
        {
            throw Invalid($"'address': the name {report.Address} leads to no address here; allowed: a name that this service can look up, or an address.");
        }
    }

    private string? Refusal(AgentReport report) => allowed.Refuse(report.Address, report.AgentPort) ?? (report.Port is { } port ? allowed.Refuse(report.Address, port) : null);

    private static void CheckPort(string name, int port)
    {
        if (port is < 1 or > 65535) throw Invalid($"'{name}' is {port}; allowed: 1 to 65535.");
    }

    private static void CheckText(string name, string text)
    {
        if (text.Length > MaxText) throw Invalid($"'{name}' has {text.Length} characters; allowed: at most {MaxText}.");
        if (text.Any(char.IsControl)) throw Invalid($"'{name}' has control characters; allowed: none.");
    }

    private static void CheckRange(string name, double value, double min, double max)
    {
        if (!(value >= min && value <= max)) throw Invalid(string.Create(CultureInfo.InvariantCulture, $"'{name}' is {value}; allowed: {min} to {max} seconds."));
    }

    private static string Shown(string name, IPAddress address) => name == address.ToString() ? name : $"{name} ({address})";

    private static OperationException Invalid(string message) => OperationException.Invalid(message);
}
