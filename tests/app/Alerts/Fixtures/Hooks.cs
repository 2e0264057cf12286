using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Alerts.Fixtures;

/// <summary>Webhooks and events of tests.</summary>
internal static class Hooks
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public const string NewSecret = "whsec_bmV3LXNlY3JldC1vZi1oYW00ZGItd2ViaG9va3Mh";

    public static WebhookEndpoint Endpoint(Receiver receiver, string name = "ops", params string[] events) =>
        new() { Name = name, Url = receiver.Url, Events = events, Secrets = [Secret] };

    public static HookEvent Event(string point = HookPoint.PostPrimaryFailover) => new(
        "1-" + point,
        point,
        new DateTimeOffset(2026, 11, 25, 3, 15, 0, TimeSpan.Zero),
        new HookFields
        {
            ClusterId = "c1",
            FailureType = "DeadMaster",
            FailureDescription = "db1 <!channel> is [dead](http://evil)",
            InstanceType = "master",
            FailedHost = "db1",
            FailedPort = 3306,
            FailureCluster = "db1:3306",
            FailureClusterAlias = "shop",
            RecoveryUID = "1",
            SuccessorHost = "db2",
            SuccessorPort = 3306,
            ReplicaHosts = ["db2:3306", "db3:3306"],
            Actor = "ham4db",
        });
}
