namespace Ham4Db.Runtime.Tests.Fixtures;

/// <summary>Starts a host with some function classes: the one place that a test of the semantics takes its engine from.</summary>
public interface IHostStarter
{
    Task<IDurableHost> StartAsync(params Type[] functions);
}
