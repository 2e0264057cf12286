namespace Ham4Db.Cli;

/// <summary>What the command's exit code says. Scripts rely on them: they are never given another meaning.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The operation was tried and failed, or the demo saw something that it must not see.</summary>
    public const int Failed = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>Nothing answers at the API's address.</summary>
    public const int Unreachable = 3;

    /// <summary>The cluster, instance or recovery is not known.</summary>
    public const int NotFound = 4;

    /// <summary>The state of the fleet or the caller's rights forbid it; nothing was changed.</summary>
    public const int Refused = 5;

    /// <summary>The configuration cannot be used.</summary>
    public const int Configuration = 6;

    /// <summary>The data folder cannot be made or written.</summary>
    public const int DataFolder = 7;

    /// <summary>The address cannot be listened on.</summary>
    public const int Listen = 8;

    /// <summary>Another process uses the data folder.</summary>
    public const int AlreadyRunning = 9;

    /// <summary>The API asks for credentials and got none, or wrong ones.</summary>
    public const int Unauthorized = 10;

    /// <summary>Ended by Ctrl-C or SIGTERM before it was done.</summary>
    public const int Interrupted = 130;

    /// <summary>All of them, for the help text.</summary>
    public const string Help = """
        Exit codes:
            0  done
            1  tried and failed
            2  the command line makes no sense
            3  nothing answers at the API's address
            4  the cluster, instance or recovery is not known
            5  refused, nothing was changed
            6  the configuration cannot be used
            7  the data folder cannot be used
            8  the address cannot be listened on
            9  another process uses the data folder
           10  the API got no credentials, or wrong ones
          130  interrupted
        """;
}
