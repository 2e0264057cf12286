namespace Ham4Db.Runtime.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>Identifier of this invocation, never used twice.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Identifier of the invoked function.</summary>
    public abstract string FunctionId { get; }

    /// <summary>Services of the scope that lives as long as this invocation.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The invoked function.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Values shared by everything that takes part in this invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Cancelled when the host will wait no longer for this invocation.</summary>
    public virtual CancellationToken CancellationToken => CancellationToken.None;
}
