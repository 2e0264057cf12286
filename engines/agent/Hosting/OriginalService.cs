using Grpc.Core;
using Ham4Db.OpenGaussAgent.Access;
using Ham4Db.OpenGaussAgent.Actions;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.OpenGaussAgent.Protocol.Original;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.OpenGaussAgent.Hosting;

/// <summary>The first Ham4DB's service, for its server.</summary>
internal sealed class OriginalService(AgentOptions options, InstanceDescriber describer, ClusterNames names, ActionRunner runner, OperationDesk desk)
    : OpengaussAgent.OpengaussAgentBase
{
    public override async Task<DatabaseInfoResponse> CollectInfo(DatabaseInfoRequest request, ServerCallContext context)
    {
        var instance = await describer.DescribeAsync(members: true, context.CancellationToken);
        return new() { NodeInfo = OriginalTranslation.NodeInfo(instance, await names.FindAsync(instance, context.CancellationToken)) };
    }

    public override async Task<ManageActionResponse> ManageAction(ManageActionRequest request, ServerCallContext context)
    {
        var act = OriginalTranslation.Request(request.ActionType)
            ?? throw new RpcException(new Status(StatusCode.InvalidArgument, $"The action {(int)request.ActionType} is not known or cannot be done by one instance's agent."));
        await ActAsync(act, context);
        return new();
    }

    public override async Task<UpdateSyncConfigResponse> UpdateSyncConfig(UpdateSyncConfigRequest request, ServerCallContext context)
    {
        await ActAsync(new() { Action = Action.SetSynchronousStandbys, Value = request.SyncConf }, context);
        return new() { SyncStandby = request.SyncConf };
    }

    public override async Task<ReplicationConfirmResponse> ReplicationConfirm(ReplicationConfirmRequest request, ServerCallContext context)
    {
        var instance = await describer.DescribeAsync(members: false, context.CancellationToken);
        var known = await names.FindAsync(instance, context.CancellationToken);
        var channels = request.Upstream ? instance.Senders.Select(sender => sender.Channel) : instance.Receiver is { } receiver ? [receiver.Channel] : [];
        return new() { Normal = channels.OfType<Channel>().Any(channel => known.NameOf(channel.RemoteAddress) == request.ConfirmNodename) };
    }

    private async Task ActAsync(ActRequest act, ServerCallContext context)
    {
        if (!options.Original.Actions)
            throw new RpcException(new Status(StatusCode.PermissionDenied, "Actions by this service are off (Original:Actions)."));
        act.OperationId = $"original-{Guid.NewGuid():N}";
        // It knows no epochs.
        act.Epoch = desk.State.Epoch;
        act.WaitMs = RequestCheck.LongestWaitMs;
        var operation = await runner.ActAsync(act, context.GetHttpContext().Features.Get<Caller>()?.Name ?? "", context.CancellationToken);
        while (operation.Status == OperationStatus.OperationRunning)
        {
            await desk.NextChangeAsync(operation.OperationId, operation.Revision, context.CancellationToken);
            operation = desk.Get(operation.OperationId)!;
        }

        if (operation.Status != OperationStatus.OperationSucceeded)
            throw new RpcException(new Status(StatusCode.Unknown, operation.Message));
    }
}
