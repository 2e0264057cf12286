using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.OpenGaussAgent.Protocol.Original;
using Ham4Db.OpenGaussAgent.Tests.Support;
using Ham4Db.Topologies;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.OpenGaussAgent.Tests.Access;

public sealed class AccessTests : IDisposable
{
    private readonly ScriptedPrograms _programs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _programs.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a-token-of-somebody-else")]
    public async Task Without_the_token_nothing_is_told_and_nothing_done(string? token)
    {
        await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs));
        var client = new InstanceAgent.InstanceAgentClient(agent.Channel(token));
        foreach (var call in new Func<Task>[]
        {
            async () => await client.DescribeAsync(new(), cancellationToken: Token),
            async () => await client.ActAsync(new() { OperationId = "1", Action = Action.Stop }, cancellationToken: Token),
            async () => await client.GetOperationAsync(new() { OperationId = "1" }, cancellationToken: Token),
            async () => await client.WatchOperation(new() { OperationId = "1" }, cancellationToken: Token).ResponseStream.MoveNext(Token),
        })
        {
            Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
        }

        Assert.Empty(_programs.Calls);
    }

    [Fact]
    public async Task Only_a_client_certificate_of_the_authority_and_of_an_allowed_name_is_let_in()
    {
        using var certificates = new TestCertificates();
        await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs) with
        {
            Access = new()
            {
                CertificateFile = certificates.PathOf("agent"),
                KeyFile = certificates.KeyOf("agent"),
                ClientAuthorityFile = certificates.Authority,
                ClientNames = ["manager", "agent"],
            },
        });
        // A server's certificate of the same authority, with a name that is allowed, is no client's.
        foreach (var name in new[] { null, "stranger", "guest", "agent" })
        {
            var refused = new InstanceAgent.InstanceAgentClient(agent.Channel(null, null, Handler(certificates, name)));
            Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(async () => await refused.ActAsync(new() { OperationId = "1", Action = Action.Stop }, cancellationToken: Token))).StatusCode);
        }

        Assert.Empty(_programs.Calls);
        var client = new InstanceAgent.InstanceAgentClient(agent.Channel(null, null, Handler(certificates, "manager")));
        Assert.Equal("Test-Cluster", (await client.DescribeAsync(new(), cancellationToken: Token)).ClusterName);
    }

    [Fact]
    public async Task Requests_that_are_wrong_are_refused_by_what_is_wrong_and_nothing_is_done()
    {
        await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs));
        foreach (var (request, status, word) in new (ActRequest, StatusCode, string)[]
        {
            (new() { OperationId = "1" }, StatusCode.InvalidArgument, "ACTION_NONE"),
            (new() { OperationId = "1", Action = (Action)99 }, StatusCode.InvalidArgument, "99"),
            (new() { OperationId = "", Action = Action.Stop }, StatusCode.InvalidArgument, "operation_id"),
            (new() { OperationId = "../../etc", Action = Action.Stop }, StatusCode.InvalidArgument, "operation_id"),
            (new() { OperationId = "1", Action = Action.Start, Role = (Role)77 }, StatusCode.InvalidArgument, "role"),
            (new() { OperationId = "1", Action = Action.SetSynchronousStandbys, Value = "n1'; DROP TABLE x" }, StatusCode.InvalidArgument, "synchronous_standby_names"),
            (new() { OperationId = "1", Action = Action.Stop, WaitMs = 60_001 }, StatusCode.InvalidArgument, "wait_ms"),
            (new() { OperationId = "1", Action = Action.Build, SourceHost = "a b" }, StatusCode.InvalidArgument, "source_host"),
            (new() { OperationId = "1", Action = Action.Build, SourceHost = "10.0.0.1" }, StatusCode.InvalidArgument, "source_host"),
            (new() { OperationId = "1", Action = Action.Build, Role = Role.Primary }, StatusCode.InvalidArgument, "role"),
            (new() { OperationId = "1", Action = Action.Follow, SourceHost = "a" }, StatusCode.Unimplemented, "replconninfo"),
            (new() { OperationId = "1", Action = Action.Stop, Reason = new string('x', 70_000) }, StatusCode.ResourceExhausted, ""),
        })
        {
            var error = await Assert.ThrowsAsync<RpcException>(async () => await agent.Client.ActAsync(request, cancellationToken: Token));
            Assert.Equal(status, error.StatusCode);
            Assert.Contains(word, error.Status.Detail, StringComparison.Ordinal);
        }

        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await agent.Client.GetOperationAsync(new() { OperationId = "1" }, cancellationToken: Token))).StatusCode);
        Assert.Empty(_programs.Calls);
    }

    [Fact]
    public async Task The_first_Ham4DBs_service_is_off_by_default()
    {
        await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs));
        var error = await Assert.ThrowsAsync<RpcException>(async () => await agent.Original(agent.Ports.Grpc).ManageActionAsync(new(), cancellationToken: Token));
        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
        Assert.Empty(_programs.Calls);
    }

    [Theory]
    [InlineData("127.0.0.1", false, StatusCode.PermissionDenied)]
    [InlineData("10.9.8.7", true, StatusCode.PermissionDenied)]
    [InlineData("127.0.0.1", true, StatusCode.OK)]
    public async Task Where_it_is_on_its_actions_need_a_switch_and_an_allowed_address(string allowed, bool actions, StatusCode status)
    {
        var port = FreePorts.Choose();
        await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs) with { Original = new() { Port = port, AllowedAddresses = [allowed], Actions = actions } });
        var client = agent.Original(agent.Ports.Original);
        if (status == StatusCode.OK)
            await client.ManageActionAsync(new() { ActionType = ActionType.StartByCascade }, cancellationToken: Token);
        else
            Assert.Equal(status, (await Assert.ThrowsAsync<RpcException>(async () => await client.ManageActionAsync(new() { ActionType = ActionType.StartByCascade }, cancellationToken: Token))).StatusCode);
        Assert.Equal(status == StatusCode.OK ? [$"gs_ctl|start|-D|{_programs.DataFolder}|-M|cascade_standby"] : [], _programs.Changes);
        // v2 is not at that port, whoever asks.
        var other = new InstanceAgent.InstanceAgentClient(agent.Channel(RunningAgent.Token, agent.Ports.Original));
        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(async () => await other.DescribeAsync(new(), cancellationToken: Token))).StatusCode);
    }

    [Fact]
    public async Task Http_tells_the_clusters_name_health_and_metrics()
    {
        await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs));
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{agent.Ports.Http}") };
        Assert.Equal("Test-Cluster", await http.GetStringAsync("/", Token));
        Assert.Equal("Test-Cluster", await http.GetStringAsync("/any/path", Token));
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health", Token)).StatusCode);
        Assert.Contains("ham4db_agent_database_process_up 0", await http.GetStringAsync("/metrics", Token), StringComparison.Ordinal);
        Assert.Empty(_programs.Changes);
    }

    private static SocketsHttpHandler Handler(TestCertificates certificates, string? name)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(certificates.Authority);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = policy;
        if (name is not null)
            handler.SslOptions.ClientCertificates = [certificates.Load(name)];
        return handler;
    }
}
