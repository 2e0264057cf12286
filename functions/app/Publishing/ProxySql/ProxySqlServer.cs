namespace Ham4Db.Functions.Publishing.ProxySql;

/// <summary>A server in a hostgroup of ProxySQL.</summary>
/// <param name="Hostgroup">The hostgroup.</param>
/// <param name="Host">Its host.</param>
/// <param name="Port">Its port.</param>
internal readonly record struct ProxySqlServer(int Hostgroup, string Host, int Port);
