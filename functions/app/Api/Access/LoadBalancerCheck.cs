namespace Ham4Db.Functions.Api.Access;

/// <summary>Marks endpoints that need no role where the configuration says so: what asks them has often no way to say who it is.</summary>
internal sealed class LoadBalancerCheck
{
    /// <summary>The mark.</summary>
    public static LoadBalancerCheck Mark { get; } = new();

    private LoadBalancerCheck()
    {
    }
}
