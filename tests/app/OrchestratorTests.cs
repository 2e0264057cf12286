using Ham4Db.Functions.Recovery;
using Ham4Db.Runtime.Tests.Purity;

namespace Ham4Db.Functions.Tests;

public sealed class OrchestratorTests
{
    [Fact]
    public void Orchestrators_read_no_clock_make_no_ids_and_do_no_io()
    {
        var app = typeof(RecoverCluster).Assembly;
        var types = app.GetTypes();

        Assert.Contains(OrchestratorPurityCheck.Orchestrators(types), m => m.DeclaringType == typeof(RecoverCluster));
        Assert.Empty(OrchestratorPurityCheck.Violations(types, app));
    }
}
