namespace Ham4Db.Core.PseudoGtid;

/// <summary>Which of a server's logs of events is meant.</summary>
public enum LogKind
{
    /// <summary>What it has executed, and offers to its replicas.</summary>
    Binary,

    /// <summary>What it has received from its source.</summary>
    Relay,
}
