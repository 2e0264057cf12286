using Ham4Db.Agents;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.OpenGauss.Tests.Support;
using Ham4Db.OpenGaussAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ham4Db.Engines.OpenGauss.Tests.Agents;

/// <summary>A build discards what a former primary alone has: nobody but a person, or whoever configured it, may decide that.</summary>
public sealed class SetBackTests
{
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public async Task One_that_followed_and_does_no_more_is_built_only_where_that_was_decided(bool isApproved, bool isConfigured, bool isBuilt)
    {
        using var programs = new ScriptedPrograms();
        using var server = programs.StartServer();
        programs.Write("gs_ctl", "[ \"$1\" != query ] || printf 'HA state:\\nlocal_role : Standby\\nstatic_connections : 1\\ndb_state : Need repair\\ndetail_information : WAL segment removed\\nSenders info:\\nReceiver info:\\n'");
        using var agent = await AgentProgram.StartAsync("n1", programs.StateFolder, programs.DataFolder, programs.BinFolder, 5432);
        using var client = new AgentClient(new() { Token = AgentProgram.Token });
        var options = new OpenGaussEngineOptions { RebuildsOldPrimary = isConfigured, FollowTimeout = TimeSpan.FromSeconds(1), AnswerTimeout = TimeSpan.FromSeconds(60) };
        var engine = new OpenGaussEngine(client, new OneAgent(agent.Address), options, TimeProvider.System, NullLogger<OpenGaussEngine>.Instance);
        var (key, source) = (new InstanceKey(DatabaseEngine.OpenGauss, "127.0.0.1", 5432), new InstanceKey(DatabaseEngine.OpenGauss, "127.0.0.2", 5432));

        var order = new SetBackOrder("r1", 1, "another was promoted") { IsApproved = isApproved };
        var failure = await Assert.ThrowsAsync<InstanceOperationException>(
            () => engine.SetBack.FollowAsync(key, source, order, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        Assert.Contains(isBuilt ? "was built anew and does not follow" : "does not follow 127.0.0.2:5432 any more: Need repair (WAL segment removed)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(isBuilt, programs.Changes.Any(call => call.StartsWith("gs_ctl|build", StringComparison.Ordinal)));
    }

    private sealed class OneAgent(AgentAddress address) : IAgentDirectory
    {
        public AgentAddress? Find(InstanceKey key) => address;
    }
}
