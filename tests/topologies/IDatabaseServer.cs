using System.Data.Common;

namespace Ham4Db.Topologies;

/// <summary>A server of any engine, with the faults that can be done to it.</summary>
public interface IDatabaseServer
{
    string Host { get; }

    int Port { get; }

    /// <summary>Its socket is there.</summary>
    bool Listens { get; }

    /// <summary>SIGKILL; returns when it is gone.</summary>
    void Kill();

    /// <summary>SIGSTOP: connections are still accepted by the kernel, and nothing ever answers.</summary>
    void Hang();

    /// <summary>SIGCONT.</summary>
    void Resume();

    /// <summary>Starts it again on the same data and port, in the role that it had.</summary>
    Task StartAgainAsync(CancellationToken cancellationToken);

    /// <summary>A new connection of somebody who may see everything, outside any pool.</summary>
    Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Asks whether it takes an ordinary client's writes.</summary>
    Task<bool> IsWritableAsync(DbConnection connection);
}
