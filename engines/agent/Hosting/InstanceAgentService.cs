using Grpc.Core;
using Ham4Db.OpenGaussAgent.Access;
using Ham4Db.OpenGaussAgent.Actions;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Hosting;

/// <summary>The service of v2.</summary>
internal sealed class InstanceAgentService(InstanceDescriber describer, ActionRunner runner, OperationDesk desk, IDatabase database) : InstanceAgent.InstanceAgentBase
{
    public override Task<Instance> Describe(DescribeRequest request, ServerCallContext context) =>
        describer.DescribeAsync(request.Members, context.CancellationToken);

    public override Task<Operation> Act(ActRequest request, ServerCallContext context) =>
        runner.ActAsync(request, context.GetHttpContext().Features.Get<Caller>()?.Name ?? "", context.CancellationToken);

    public override Task<Operation> GetOperation(OperationRequest request, ServerCallContext context) => Task.FromResult(Find(request.OperationId));

    public override async Task WatchOperation(OperationRequest request, IServerStreamWriter<Operation> responseStream, ServerCallContext context)
    {
        while (true)
        {
            var operation = Find(request.OperationId);
            await responseStream.WriteAsync(operation, context.CancellationToken);
            if (operation.Status != OperationStatus.OperationRunning)
                return;
            await desk.NextChangeAsync(request.OperationId, operation.Revision, context.CancellationToken);
        }
    }

    public override async Task<LogPart> ReadLog(LogRequest request, ServerCallContext context)
    {
        if (request.Timeline == 0)
            throw new RpcException(new Status(StatusCode.InvalidArgument, "'timeline' is 0; timelines begin at 1."));
        try
        {
            return await database.ReadLogAsync(request.Timeline, request.From, context.CancellationToken)
                ?? throw new RpcException(new Status(StatusCode.Unimplemented, "The log of this engine cannot be read."));
        }
        catch (ActionFailedException e)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, e.Message));
        }
    }

    private Operation Find(string id) =>
        desk.Get(id) ?? throw new RpcException(new Status(StatusCode.NotFound, $"There is no operation '{(id.Length <= 100 ? id : id[..100])}'."));
}
