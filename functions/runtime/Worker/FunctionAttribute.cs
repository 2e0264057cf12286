namespace Ham4Db.Runtime.Worker;

/// <summary>Marks a public method of a public class as a function that the host runs.</summary>
/// <param name="name">Name of the function: unique in the app, letters, digits, underscores and hyphens.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    /// <summary>Name of the function, unique in the app without regard to case.</summary>
    public string Name { get; } = name;
}
