using Ham4Db.Agents;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Hosting;

/// <summary>Turns the configuration into the options of the client of agents.</summary>
public static class AgentSettings
{
    /// <summary>Options of the client; hosts outside <paramref name="allowed"/> are refused before anything is sent to them.</summary>
    public static AgentClientOptions From(Ham4DbOptions options, AllowList allowed) => new()
    {
        Token = options.AgentToken,
        AllowPlaintext = options.AgentAllowPlaintext,
        CertificateFile = options.AgentCertFile,
        KeyFile = options.AgentKeyFile,
        AuthorityFile = options.AgentCAFile,
        RefusalFor = agent => allowed.Refuse(agent.Host, agent.Port),
        Resolve = async (host, port, cancellationToken) => await allowed.ResolveAllowedAsync(host, port, cancellationToken),
        ConnectTimeout = TimeSpan.FromSeconds(options.MySQLConnectTimeoutSeconds),
    };
}
