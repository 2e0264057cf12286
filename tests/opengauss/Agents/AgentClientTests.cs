using Ham4Db.Agents;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.OpenGauss.Tests.Support;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.OpenGaussAgent.Tests.Support;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.Engines.OpenGauss.Tests.Agents;

/// <summary>The client against the agent's own program, beside programs that do as a test says.</summary>
public sealed class AgentClientTests : IDisposable
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);
    private readonly ScriptedPrograms _programs = new();
    private readonly AgentClient _client = new(new() { Token = AgentProgram.Token });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _programs.Dispose();
    }

    [Fact]
    public async Task It_asks_and_has_things_done_once_for_each_id()
    {
        using var agent = await StartAsync();
        var instance = await _client.DescribeAsync(agent.Address, members: false, Generous, Token);
        Assert.Equal(("n1", "orders", Engine.Opengauss), (instance.NodeName, instance.ClusterName, instance.Engine));
        var request = new ActRequest { OperationId = "r:1", Action = Action.SetReadOnly, Epoch = 5 };
        for (var i = 0; i < 2; i++)
            Assert.Equal(OperationStatus.OperationSucceeded, (await _client.ActAsync(agent.Address, request, Generous, null, Token)).Status);
        Assert.Single(_programs.Changes);
        Assert.Equal(OperationStatus.OperationSucceeded, (await _client.FindAsync(agent.Address, "r:1", Generous, Token))?.Status);
        Assert.Null(await _client.FindAsync(agent.Address, "r:2", Generous, Token));

        var old = await Assert.ThrowsAsync<InstanceOperationException>(() => ActAsync(agent, new() { OperationId = "r:2", Action = Action.SetWritable, Epoch = 4 }));
        Assert.Equal($"The agent at {agent.Address} has heard of a newer decision, so this one is not carried out: 'epoch' is 4, older than 5, which another caller has had.", old.Message);
        var nothing = await Assert.ThrowsAsync<InstanceOperationException>(() => ActAsync(agent, new() { OperationId = "r:3", Epoch = 5 }));
        Assert.Contains("ACTION_NONE", nothing.Message, StringComparison.Ordinal);
        var other = await Assert.ThrowsAsync<InstanceOperationException>(() => ActAsync(agent, new() { OperationId = "r:1", Action = Action.Stop, Epoch = 5 }));
        Assert.Contains("stands for another request", other.Message, StringComparison.Ordinal);
        _programs.Write("gs_ctl", "echo 'it is \x1b[31mbroken'; exit 3");
        var failed = await Assert.ThrowsAsync<InstanceOperationException>(() => ActAsync(agent, new() { OperationId = "r:4", Action = Action.Restart, Epoch = 5 }));
        Assert.Contains("could not do Restart (r:4): gs_ctl failed with exit code 3: it is  [31mbroken", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_waits_for_the_end_and_tells_of_the_way_there()
    {
        using var agent = await StartAsync();
        var gate = Gate("build", "copied 1/2 (50%)");
        List<int?> seen = [];
        var work = _client.ActAsync(agent.Address, new() { OperationId = "b", Action = Action.Build, Epoch = 1 }, Generous, new Seen(operation => seen.Add(operation.HasPercent ? operation.Percent : null)), Token);
        await Eventually.BecomesAsync("the build is half done", async () => (await _client.FindAsync(agent.Address, "b", Generous, Token))?.Percent == 50);
        var busy = await Assert.ThrowsAsync<InstanceOperationException>(() => ActAsync(agent, new() { OperationId = "s", Action = Action.Stop, Epoch = 1 }));
        Assert.Contains("is under way; one at a time", busy.Message, StringComparison.Ordinal);
        var late = await Assert.ThrowsAsync<InstanceOperationException>(
            () => _client.ActAsync(agent.Address, new() { OperationId = "b", Action = Action.Build, Epoch = 1 }, TimeSpan.FromSeconds(3), null, Token));
        Assert.Contains("has not ended Build (b) within 3 s, and goes on", late.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(gate, "", Token);
        Assert.Equal(OperationStatus.OperationSucceeded, (await work).Status);
        Assert.Contains(50, seen);
        Assert.Single(_programs.Changes);
    }

    [Fact]
    public async Task An_agent_killed_in_the_middle_does_it_again_when_it_is_back()
    {
        using var agent = await StartAsync();
        var gate = Gate("build", "copying");
        var work = _client.ActAsync(agent.Address, new() { OperationId = "b", Action = Action.Build, Epoch = 1 }, TimeSpan.FromSeconds(180), null, Token);
        await Eventually.BecomesAsync("the build runs", () => Task.FromResult(_programs.Changes.Count == 1));
        agent.Kill();
        var refused = await Assert.ThrowsAsync<InstanceUnreachableException>(() => _client.DescribeAsync(agent.Address, members: false, Generous, Token));
        Assert.Equal((ProbeFailureKind.Refused, $"The agent at {agent.Address} refused the connection: nothing listens there"), (refused.Failure.Kind, refused.Message));
        await File.WriteAllTextAsync(gate, "", Token);
        await agent.StartAsync();
        Assert.Equal(OperationStatus.OperationSucceeded, (await work).Status);
        Assert.Equal(2, _programs.Changes.Count);
        Assert.Equal(1UL, (await _client.DescribeAsync(agent.Address, members: false, Generous, Token)).Epoch);
    }

    [Fact]
    public async Task What_does_not_answer_in_time_or_is_not_there_is_said_so()
    {
        using var agent = await StartAsync();
        _programs.Write("gs_ctl", "exec sleep 10");
        var late = await Assert.ThrowsAsync<InstanceUnreachableException>(() => _client.DescribeAsync(agent.Address, members: false, TimeSpan.FromSeconds(2), Token));
        Assert.Equal((ProbeFailureKind.Timeout, $"The agent at {agent.Address} did not answer within 2000 ms"), (late.Failure.Kind, late.Message));
        var unknown = await Assert.ThrowsAsync<InstanceUnreachableException>(() => _client.DescribeAsync(new("no-such-host.invalid", 1, UsesTls: false), members: false, Generous, Token));
        Assert.NotEqual(ProbeFailureKind.Refused, unknown.Failure.Kind);
        using var wrong = new AgentClient(new() { Token = "a-token-of-somebody-else" });
        var denied = await Assert.ThrowsAsync<InstanceUnreachableException>(() => wrong.DescribeAsync(agent.Address, members: false, Generous, Token));
        Assert.Equal(ProbeFailureKind.AccessDenied, denied.Failure.Kind);
    }

    [Fact]
    public async Task A_token_goes_nowhere_that_is_not_allowed()
    {
        var plain = await Assert.ThrowsAsync<InstanceUnreachableException>(() => _client.DescribeAsync(new("192.0.2.1", 15000, UsesTls: false), members: false, Generous, Token));
        Assert.Equal(ProbeFailureKind.NotAllowed, plain.Failure.Kind);
        using var careful = new AgentClient(new() { Token = AgentProgram.Token, RefusalFor = agent => $"{agent.Host} is not in the list." });
        var refused = await Assert.ThrowsAsync<InstanceUnreachableException>(() => careful.DescribeAsync(new("127.0.0.1", 15000, UsesTls: true), members: false, Generous, Token));
        Assert.Equal((ProbeFailureKind.NotAllowed, "127.0.0.1 is not in the list."), (refused.Failure.Kind, refused.Message));
        foreach (var host in new[] { "127.0.0.1@192.0.2.1", "a/b", "a b", "", "a?b" })
        {
            var hostile = await Assert.ThrowsAsync<InstanceUnreachableException>(() => _client.DescribeAsync(new(host, 15000, UsesTls: true), members: false, Generous, Token));
            Assert.Contains("is not the address of an agent", hostile.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Mutual_Tls_lets_in_who_has_the_right_certificate_and_trusts_the_right_agent()
    {
        using var certificates = new TestCertificates();
        using var agent = await StartAsync(certificates);
        AgentClientOptions With(string authority, string? name) => new()
        {
            AuthorityFile = certificates.PathOf(authority),
            CertificateFile = name is null ? "" : certificates.PathOf(name),
            KeyFile = name is null ? "" : certificates.KeyOf(name),
        };
        async Task<ProbeFailureKind> FailureAsync(AgentClientOptions options)
        {
            using var client = new AgentClient(options);
            return (await Assert.ThrowsAsync<InstanceUnreachableException>(() => client.DescribeAsync(agent.Address, members: false, Generous, Token))).Failure.Kind;
        }

        using var manager = new AgentClient(With("ca", "manager"));
        Assert.Equal("n1", (await manager.DescribeAsync(agent.Address, members: false, Generous, Token)).NodeName);
        Assert.Equal(ProbeFailureKind.AccessDenied, await FailureAsync(With("ca", null)));
        Assert.Equal(ProbeFailureKind.AccessDenied, await FailureAsync(With("ca", "stranger")));
        Assert.Equal(ProbeFailureKind.Error, await FailureAsync(With("other-ca", "manager")));
    }

    private Task<AgentProgram> StartAsync(TestCertificates? certificates = null) => AgentProgram.StartAsync(
        "n1", _programs.StateFolder, _programs.DataFolder, _programs.BinFolder, 5432,
        authority: certificates?.Authority ?? "", certificate: certificates?.PathOf("agent") ?? "", key: certificates?.KeyOf("agent") ?? "");

    private Task<Operation> ActAsync(AgentProgram agent, ActRequest request) => _client.ActAsync(agent.Address, request, Generous, null, Token);

    private string Gate(string verb, string says)
    {
        var gate = Path.Combine(_programs.BinFolder, "go");
        _programs.Write("gs_ctl", $"[ \"$1\" = {verb} ] || exit 0\necho '{says}'\nwhile [ ! -e {gate} ]; do sleep 0.05; done");
        return gate;
    }

    private sealed class Seen(Action<Operation> each) : IProgress<Operation>
    {
        public void Report(Operation value) => each(value);
    }
}
