using Ham4Db.OpenGaussAgent.Parsing;

namespace Ham4Db.OpenGaussAgent.Hosting;

/// <summary>Nodes by their addresses.</summary>
internal sealed class NameTable(IReadOnlyList<OmViewNode> nodes)
{
    /// <summary>The address itself where no node has it: a neighbour that is not known is a neighbour all the same.</summary>
    public string NameOf(string address) => Find(address)?.Name ?? address;

    public int PortOf(string address) => Find(address)?.Port ?? 0;

    private OmViewNode? Find(string address) => nodes.FirstOrDefault(node => node.Addresses.Contains(address, StringComparer.OrdinalIgnoreCase));
}
