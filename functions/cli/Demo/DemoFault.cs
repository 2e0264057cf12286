namespace Ham4Db.Cli.Demo;

/// <summary>What the demo does to the primary.</summary>
internal enum DemoFault
{
    /// <summary>SIGKILL.</summary>
    Kill,

    /// <summary>SIGSTOP; SIGCONT when another one is the primary.</summary>
    Hang,
}
