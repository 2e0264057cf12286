namespace Ham4Db.OpenGaussAgent.Hosting;

/// <summary>The ports that are in fact listened on; 0 for one that is closed.</summary>
internal sealed class AgentPorts
{
    public int Grpc { get; set; }

    public int Http { get; set; }

    public int Original { get; set; }

    public int OriginalHttp { get; set; }
}
