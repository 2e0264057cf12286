using System.Text.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2;
using Ham4Db.Functions.Api.V2.Resources;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Snapshots;

/// <summary>Answers of a snapshot what the service answered when it was taken: the same JSON, by the same analysis and planner.</summary>
internal sealed class SnapshotFleet(FleetSnapshot snapshot)
{
    private readonly IReadOnlyList<ClusterView> _views = [.. snapshot.Clusters.Select(cluster => cluster.ToView(snapshot.InstancePollSeconds))];

    /// <summary>All clusters.</summary>
    public IReadOnlyList<ClusterView> Views => _views;

    /// <summary>A cluster by its id, name, alias or one of its instances.</summary>
    /// <exception cref="OperationException">None or several are meant.</exception>
    public ClusterView Find(string hint)
    {
        Func<ClusterView, bool>[] ways =
        [
            view => view.Record.ClusterId == hint,
            view => view.Record.Name == hint,
            view => view.Record.Alias == hint,
            view => view.Topology.Members.Keys.Any(key => key.ToString() == hint || key.Host == hint),
        ];
        foreach (var way in ways)
        {
            List<ClusterView> found = [.. _views.Where(way)];
            if (found.Count > 1) throw OperationException.Invalid($"'{hint}' means {found.Count} clusters: {string.Join(", ", found.Select(v => v.Record.ClusterId))}. Use one of these ids.");
            if (found is [var only]) return only;
        }

        throw OperationException.NotFound($"There is no cluster '{hint}' in the snapshot; it has {Listed}.");
    }

    /// <summary>The cluster of an instance.</summary>
    /// <exception cref="OperationException">None has it.</exception>
    public ClusterView Of(string host, int port) =>
        _views.FirstOrDefault(view => view.Topology.Members.Keys.Any(key => key.Host == host && key.Port == port))
        ?? throw OperationException.NotFound($"There is no instance {host}:{port} in the snapshot; it has {Listed}.");

    /// <summary>The only cluster.</summary>
    /// <exception cref="OperationException">There are more, or none.</exception>
    public ClusterView Only => _views is [var only] ? only : throw OperationException.Invalid($"Name a cluster: the snapshot has {Listed}.");

    /// <summary>As <c>GET /api/v2/clusters/{id}</c>, with what of the decisions is in a snapshot.</summary>
    public static string Cluster(ClusterView view) => Write(ClusterDetail.Of(view, new GlobalSwitch(AreRecoveriesDisabled: false, "", view.Now)));

    /// <summary>As <c>GET /api/v2/instances</c>.</summary>
    public string Instances() => Write(_views.SelectMany(view => view.Instances).Select(InstanceView.Of));

    /// <summary>As <c>GET /api/v2/analysis</c>.</summary>
    /// <param name="view">Of this cluster; null for all.</param>
    public string Analysis(ClusterView? view) => Write((view is null ? _views : [view]).SelectMany(FindingView.Of));

    /// <summary>As <c>GET /api/v2/clusters/{id}/plan?failed=</c>.</summary>
    /// <exception cref="OperationException">Its loss needs no plan.</exception>
    public static string Fails(ClusterView view, string host, int port) => Write(WhatIf.Fails(view, Key(view, host, port)));

    /// <summary>As <c>GET /api/v2/clusters/{id}/plan?takeover=auto</c>.</summary>
    public static string TakesOver(ClusterView view) => Write(WhatIf.TakesOver(view, designated: null));

    /// <summary>As <c>GET /api/v2/clusters/{id}/plan?takeover=</c>.</summary>
    /// <exception cref="OperationException">The instance is not one of the cluster.</exception>
    public static string TakesOver(ClusterView view, string host, int port) => Write(WhatIf.TakesOver(view, Key(view, host, port)));

    private string Listed => _views.Count == 0 ? "none" : string.Join(", ", _views.Take(10).Select(view => view.Record.Alias)) + (_views.Count > 10 ? " …" : "");

    private static InstanceKey Key(ClusterView view, string host, int port) =>
        new(view.Topology.Members.Keys.Select(key => key.Engine).FirstOrDefault(), host, port);

    private static string Write<T>(T answer) => JsonSerializer.Serialize(answer, V2Json.Options);
}
