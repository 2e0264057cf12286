using Ham4Db.Runtime.Worker;

namespace Ham4Db.ScaleOut.Tests.Hosting;

/// <summary>A call by the listener.</summary>
internal sealed class ListenerContext(IServiceProvider services, CancellationToken stopping) : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString("N");

    public override string FunctionId => "ProbeShard";

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => throw new NotSupportedException();

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken => stopping;
}
