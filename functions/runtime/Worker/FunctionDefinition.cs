namespace Ham4Db.Runtime.Worker;

/// <summary>What the host knows of a function.</summary>
public abstract class FunctionDefinition
{
    /// <summary>Identifier of the function, stable for one build.</summary>
    public abstract string Id { get; }

    /// <summary>Name given by <see cref="FunctionAttribute"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Full type name and method name, separated by a dot.</summary>
    public abstract string EntryPoint { get; }
}
