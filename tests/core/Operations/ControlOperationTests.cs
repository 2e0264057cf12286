using Ham4Db.Core.Model;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Operations;

/// <summary>What agents do to whole instances. 1 is the primary; 2 and 3 stream from it, 4, a cascade standby, from 2.</summary>
public class ControlOperationTests
{
    [Theory]
    [InlineData("start 3", "3", "1 control-instance 3 (Start:Standby)")]
    [InlineData("start 4", "4", "1 control-instance 4 (Start:Cascade)")]
    [InlineData("start 4 role=standby", "4", "1 control-instance 4 (Start:Standby)")]
    [InlineData("start 1", "1", "1 control-instance 1 (Start:Primary)")]
    [InlineData("start 3", "", "testhost:3 runs already")]
    [InlineData("start 3 role=primary", "3", "testhost:1 is the primary of the cluster: testhost:3 would be a second one")]
    [InlineData("start 3 role=master", "3", "'master' is no role; allowed: standby, cascade, primary")]
    [InlineData("start 1 role=standby", "1", "may not be able to follow with the data that it has. With force=true")]
    [InlineData("start 1 role=standby force=true", "1", "1 control-instance 1 (Start:Standby)")]
    [InlineData("stop 3", "", "1 control-instance 3 (Stop:Standby)")]
    [InlineData("stop 1", "", "testhost:1 is the primary")]
    [InlineData("stop 1 force=true", "", "1 control-instance 1 (Stop:Standby)")]
    [InlineData("stop 3", "3", "testhost:3 cannot be reached")]
    [InlineData("restart 4", "", "1 control-instance 4 (Restart:Cascade)")]
    [InlineData("restart 1 force=true", "", "1 control-instance 1 (Restart:Primary)")]
    [InlineData("build 3", "3", "1 control-instance 3 (Build:Standby)")]
    [InlineData("build 4", "", "1 control-instance 4 (Build:Cascade)")]
    [InlineData("build 1", "", "what it has would be lost")]
    [InlineData("build 3", "1", "no primary that answers")]
    [InlineData("build 3 role=primary", "", "as a standby or a cascade standby only")]
    [InlineData("switchover 4", "", "1 control-instance 4 (SwitchOver:Cascade)")]
    [InlineData("switchover 3", "", "ask for a takeover")]
    public void They_are_planned_or_refused(string operation, string dead, string expected) =>
        Assert.Contains(expected, Text(DatabaseEngine.OpenGauss, operation, dead), StringComparison.Ordinal);

    [Theory]
    [InlineData("build 3", "", "1 control-instance 3 (Build:Standby)")]
    [InlineData("restart 3", "", "1 control-instance 3 (Restart:Standby)")]
    [InlineData("start 3", "3", "1 control-instance 3 (Start:Standby)")]
    [InlineData("switchover 3", "", "switchover is an operation on openGauss")]
    public void PostgreSql_has_all_but_the_exchange_of_places(string operation, string dead, string expected) =>
        Assert.Contains(expected, Text(DatabaseEngine.PostgreSql, operation, dead), StringComparison.Ordinal);

    [Fact]
    public void MySql_has_no_agent_that_could() => Assert.Contains(
        "use the service manager of its host",
        OperationPlanner.Plan(TestFleet.Oracle().Topology, new OperationRequest { Kind = "stop", ClusterId = "c1", Instance = TestFleet.Key(3) }, new OperationPolicy()).Refusals[0],
        StringComparison.Ordinal);

    [Theory, InlineData("start"), InlineData("build"), InlineData("restart")]
    public void A_former_primary_comes_back_by_its_rejoin(string kind)
    {
        var fleet = PhysicalFleet.Of().Member([3], m => m with { IsDemoted = true });
        var plan = OperationPlanner.Plan(fleet.Topology, new OperationRequest { Kind = kind, ClusterId = "c1", Instance = PhysicalFleet.Key(3) }, new OperationPolicy());
        Assert.Contains(plan.Refusals, r => r.Contains("POST /api/v2/instances/testhost:3/rejoin", StringComparison.Ordinal));
    }

    static string Text(DatabaseEngine engine, string operation, string dead)
    {
        var words = operation.Split(' ');
        var fleet = PhysicalFleet.Of(engine).Invalid([.. dead.Select(d => d - '0')]);
        var request = new OperationRequest
        {
            Kind = words[0],
            ClusterId = "c1",
            Instance = PhysicalFleet.Key(int.Parse(words[1]), engine),
            Arguments = words.Skip(2).Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1]),
        };
        var plan = OperationPlanner.Plan(fleet.Topology, request, new OperationPolicy());
        return plan.IsExecutable ? string.Join(", ", plan.Steps.Select(s => $"{s.Stage} {s.Action} {s.Target.Port} ({s.Value})")) : string.Join(' ', plan.Refusals);
    }
}
