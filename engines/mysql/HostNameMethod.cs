namespace Ham4Db.Engines.MySql;

/// <summary>Where the name that a server calls itself by is taken from (MySQLHostnameResolveMethod).</summary>
public enum HostNameMethod
{
    /// <summary>The host by which the server was reached.</summary>
    None,

    /// <summary>The server's <c>@@hostname</c>.</summary>
    HostName,

    /// <summary>The server's <c>@@report_host</c>, or <c>@@hostname</c> where that is empty.</summary>
    ReportHost,
}
