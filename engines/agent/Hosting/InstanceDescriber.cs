using Ham4Db.OpenGaussAgent.Actions;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Hosting;

/// <summary>The instance with what the agent itself knows of it. Callers at the same time share one look.</summary>
internal sealed class InstanceDescriber(AgentOptions options, IDatabase database, OperationDesk desk, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task<Instance>? _look;
    private Instance? _last;
    private long _lastAt;

    public async Task<Instance> DescribeAsync(bool members, CancellationToken cancellationToken)
    {
        Instance instance;
        if (members)
        {
            instance = await database.DescribeAsync(members: true, cancellationToken);
        }
        else
        {
            Task<Instance> look;
            lock (_lock)
            {
                // Nobody's going away may end it for the others; it is bounded by the commands' own limits.
                if (_look is null or { IsCompleted: true })
                    _look = database.DescribeAsync(members: false, CancellationToken.None);
                look = _look;
            }

            instance = (await look.WaitAsync(cancellationToken)).Clone();
        }

        var state = desk.State;
        instance.Epoch = state.Epoch;
        instance.Fenced = state.FenceReason is not null;
        instance.FenceReason = state.FenceReason ?? "";
        instance.HalfBuilt = state.HalfBuiltBy is not null;
        instance.RunningOperation = desk.RunningId;
        instance.SelfFencingMs = options.Fencing.Enabled ? (uint)options.Fencing.Longest.TotalMilliseconds : 0;
        (_last, _lastAt) = (instance, time.GetTimestamp());
        return instance;
    }

    /// <summary>For those who may ask often: at most as old as a time.</summary>
    public async Task<Instance> DescribeAsync(TimeSpan age, CancellationToken cancellationToken) =>
        _last is { } last && time.GetElapsedTime(_lastAt) < age ? last : await DescribeAsync(members: false, cancellationToken);
}
