using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Hosting;

/// <summary>One invocation.</summary>
internal sealed class EmbeddedFunctionContext(FunctionDescriptor function, IServiceProvider services, CancellationToken cancellationToken) : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Id;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => function;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken => cancellationToken;
}
