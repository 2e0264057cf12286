namespace Ham4Db.OpenGaussAgent.Commands;

/// <summary>A program to run. Its arguments are passed as they are; no shell sees them.</summary>
/// <param name="Program">Path or name.</param>
/// <param name="Arguments">One item each.</param>
/// <param name="Timeout">After it the program is ended.</param>
internal sealed record Command(string Program, IReadOnlyList<string> Arguments, TimeSpan Timeout)
{
    /// <summary>At a timeout its children end too. False for what starts a server, which must survive it.</summary>
    public bool EndsChildren { get; init; } = true;

    /// <summary>It leaves nothing behind that could hold its output open: all of it is read, however long that takes after its end.</summary>
    public bool StartsNothing { get; init; }

    /// <summary>Is told each line that it prints, never two at a time; null for nobody.</summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>Is told the process id once it runs, and 0 when it has ended; null for nobody.</summary>
    public Action<int>? OnProcess { get; init; }
}
