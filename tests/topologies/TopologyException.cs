namespace Ham4Db.Topologies;

/// <summary>A topology cannot be had on this machine; the message is a sentence for the user.</summary>
public sealed class TopologyException : Exception
{
    public TopologyException()
    {
    }

    public TopologyException(string message)
        : base(message)
    {
    }

    public TopologyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
