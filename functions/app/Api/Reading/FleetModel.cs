using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Api.Reading;

/// <summary>
/// What the API reads most, kept in memory. Each read first asks the store for the position of its latest change, by whatever process, and reads the rows that were
/// changed since the last one: no answer is older than the store was when its request came. Where the store does not tell changes the moment they are made, there is
/// no model, and everything is read from the store.
/// </summary>
internal sealed class FleetModel(IChangeFeed feed, FleetStore fleet, TopologyReader topologies, Ham4DbOptions options, TimeProvider time) : IDisposable
{
    /// <summary>What depends on the time alone, such as ages in seconds, is computed as often.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly FleetLoader _loader = new(fleet, feed);
    private readonly SemaphoreSlim _one = new(1);
    private FleetMoment? _moment;

    /// <summary>The fleet now; null where the store does not tell changes at once.</summary>
    public async ValueTask<FleetMoment?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!feed.IsImmediate) return null;
        var position = await feed.GetPositionAsync(cancellationToken);
        return Current(position) ?? await RenewAsync(position, cancellationToken);
    }

    public void Dispose() => _one.Dispose();

    private FleetMoment? Current(long position) =>
        Volatile.Read(ref _moment) is { } moment && moment.Image.Position >= position && time.GetUtcNow() - moment.Now < Tick ? moment : null;

    private async Task<FleetMoment> RenewAsync(long position, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (Current(position) is { } renewed) return renewed;
            var image = await _loader.BringUpToDateAsync(_moment?.Image, cancellationToken);
            var moment = new FleetMoment(image, time.GetUtcNow(), _moment, TimeSpan.FromSeconds(options.InstancePollSeconds), Compose);
            Volatile.Write(ref _moment, moment);
            return moment;
        }
        finally
        {
            _one.Release();
        }
    }

    private ClusterMoment Compose(ClusterImage image)
    {
        var topology = topologies.Compose(image.ClusterId, image.Members, image.State);
        var record = image.Record ?? FleetReader.Describe(topology, options);
        return new ClusterMoment(image, new ClusterView(record, topology, image.State, image.Heartbeat, options, time.GetUtcNow()));
    }
}
