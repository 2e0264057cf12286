using Ham4Db.Core.Model;

namespace Ham4Db.Core.Ports;

/// <summary>How an instance is pointed at another source.</summary>
/// <param name="Credentials">Account to use from now on; null keeps the one that is configured.</param>
/// <param name="UseTls">Switches TLS towards the source on (true), off (false) or keeps it (null).</param>
/// <param name="Tls">Settings of TLS to use from now on, TLS being switched on; null keeps those that are configured.</param>
/// <param name="WasPrimary">The instance was a primary until now, so that its own transactions count for its position.</param>
public sealed record RepointOptions(ReplicationCredentials? Credentials = null, bool? UseTls = null, ReplicationTls? Tls = null, bool WasPrimary = false)
{
    /// <summary>Where to start in the source's binary log; null positions the instance by GTID.</summary>
    public BinlogCoordinates? Position { get; init; }
}
