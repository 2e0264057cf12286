namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths about instances.</summary>
internal sealed partial class LegacyTable
{
    private IReadOnlyList<LegacyRoute> Instances =>
    [
        Change("discover/{host}/{port}", instances.DiscoverAsync),
        Change("async-discover/{host}/{port}", instances.DiscoverLaterAsync),
        Change("refresh/{host}/{port}", instances.RefreshAsync),
        Change("forget/{host}/{port}", instances.ForgetAsync),
        Change("forget-cluster/{hint}", instances.ForgetClusterAsync),
        Read("instance/{host}/{port}", instances.GetAsync),
        Read("instance-replicas/{host}/{port}", instances.ReplicasAsync),
        Read("all-instances", instances.AllAsync),
        Read("search", instances.SearchAsync),
        Read("search/{text}", instances.SearchAsync),
        Read("problems/{hint?}", instances.ProblemsAsync),
        Read("downtimed/{hint?}", instances.DowntimedAsync),
    ];
}
