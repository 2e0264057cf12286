using System.Net.NetworkInformation;

namespace Ham4Db.Topologies;

/// <summary>
/// A private network of a topology: each server in a namespace with an address of its own, all on one bridge with the manager's host.
/// Cuts are silent, as those of a cable are: packets vanish and nobody is told.
/// </summary>
public sealed class TopologyNetwork
{
    // A hardware address that nobody has: what is sent there gets lost.
    private const string Nowhere = "02:00:00:00:00:01";
    private readonly string _name = "h4" + Convert.ToHexStringLower(BitConverter.GetBytes(Random.Shared.Next()))[..6];
    private readonly string _subnet;
    private readonly int _count;

    internal TopologyNetwork(int count)
    {
        _count = count;
        var taken = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address.ToString())
            .ToArray();
        var first = Random.Shared.Next(250);
        _subnet = Enumerable.Range(0, 250)
            .Select(i => $"10.77.{(first + i) % 250}.")
            .FirstOrDefault(subnet => !taken.Any(address => address.StartsWith(subnet, StringComparison.Ordinal)))
            ?? throw new TopologyException("All networks 10.77.0.0/24 to 10.77.249.0/24 are in use on this machine.");
    }

    internal string RemovalCommands =>
        string.Concat(Enumerable.Range(0, _count).Select(i => $"ip netns del {NamespaceOf(i)}; ")) + $"ip link del {_name}";

    private string HostAddress => _subnet + "1";

    /// <summary>Null when this machine can make such a network, else the reason why not, as a sentence.</summary>
    public static async Task<string?> WhyUnavailableAsync(CancellationToken cancellationToken = default)
    {
        if (!Environment.IsPrivilegedProcess)
            return "Network namespaces need root.";
        try
        {
            var trial = new TopologyNetwork(1);
            await using var janitor = new Janitor("", trial.RemovalCommands);
            await trial.CreateAsync(cancellationToken);
            return null;
        }
        catch (TopologyException e)
        {
            return e.Message;
        }
    }

    /// <summary>Nothing passes between the manager's host and server <paramref name="index"/>; the servers still reach each other.</summary>
    public async Task CutFromManagerAsync(int index, CancellationToken cancellationToken = default)
    {
        await IpAsync($"neigh replace {AddressOf(index)} lladdr {Nowhere} dev {_name} nud permanent", cancellationToken);
        await IpAsync($"-n {NamespaceOf(index)} neigh replace {HostAddress} lladdr {Nowhere} dev eth0 nud permanent", cancellationToken);
    }

    /// <summary>Nothing passes between two servers; both reach everybody else.</summary>
    public async Task CutAsync(int index, int other, CancellationToken cancellationToken = default)
    {
        await IpAsync($"-n {NamespaceOf(index)} neigh replace {AddressOf(other)} lladdr {Nowhere} dev eth0 nud permanent", cancellationToken);
        await IpAsync($"-n {NamespaceOf(other)} neigh replace {AddressOf(index)} lladdr {Nowhere} dev eth0 nud permanent", cancellationToken);
    }

    /// <summary>Pulls the cable of server <paramref name="index"/>.</summary>
    public Task IsolateAsync(int index, CancellationToken cancellationToken = default) =>
        IpAsync($"link set {CableOf(index)} nomaster", cancellationToken);

    /// <summary>Undoes all cuts.</summary>
    public async Task HealAsync(CancellationToken cancellationToken = default)
    {
        await IpAsync($"neigh flush dev {_name} nud permanent", cancellationToken);
        for (var i = 0; i < _count; i++)
        {
            await IpAsync($"-n {NamespaceOf(i)} neigh flush dev eth0 nud permanent", cancellationToken);
            await IpAsync($"link set {CableOf(i)} master {_name}", cancellationToken);
        }
    }

    internal string NamespaceOf(int index) => $"{_name}n{index + 1}";

    internal string AddressOf(int index) => $"{_subnet}{index + 11}";

    internal async Task CreateAsync(CancellationToken cancellationToken)
    {
        await IpAsync($"link add {_name} type bridge", cancellationToken);
        await IpAsync($"addr add {HostAddress}/24 dev {_name}", cancellationToken);
        await IpAsync($"link set {_name} up", cancellationToken);
        for (var i = 0; i < _count; i++)
        {
            await IpAsync($"netns add {NamespaceOf(i)}", cancellationToken);
            await IpAsync($"link add {CableOf(i)} type veth peer name eth0 netns {NamespaceOf(i)}", cancellationToken);
            await IpAsync($"link set {CableOf(i)} master {_name} up", cancellationToken);
            await IpAsync($"-n {NamespaceOf(i)} addr add {AddressOf(i)}/24 dev eth0", cancellationToken);
            await IpAsync($"-n {NamespaceOf(i)} link set lo up", cancellationToken);
            await IpAsync($"-n {NamespaceOf(i)} link set eth0 up", cancellationToken);
        }
    }

    private string CableOf(int index) => $"{_name}v{index + 1}";

    private static Task<string> IpAsync(string arguments, CancellationToken cancellationToken) =>
        Shell.RunAsync("ip", arguments.Split(' '), cancellationToken);
}
