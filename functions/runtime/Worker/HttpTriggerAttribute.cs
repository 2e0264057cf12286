namespace Ham4Db.Runtime.Worker;

/// <summary>Runs the function for each HTTP request that matches the route and the methods.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : Attribute
{
    /// <summary>Any method, with a function key.</summary>
    public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

    /// <summary>The given methods at the given level.</summary>
    /// <param name="authLevel">The key asked of a caller.</param>
    /// <param name="methods">HTTP methods; none means all.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>Route template such as <c>api/{*path}</c>; null means the name of the function.</summary>
    public string? Route { get; set; }

    /// <summary>HTTP methods served; null or empty means all.</summary>
    public string[]? Methods { get; }

    /// <summary>The key asked of a caller.</summary>
    public AuthorizationLevel AuthLevel { get; }
}
