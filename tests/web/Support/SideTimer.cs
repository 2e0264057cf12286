using Ham4Db.Functions.Probing;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Web.Tests.Support;

/// <summary>What is done beside the rounds of probes, where nothing probes.</summary>
public sealed class SideTimer(SideWork side)
{
    [Function("SideWork")]
    public void Run([TimerTrigger("*/1 * * * * *")] TimerInfo timer, FunctionContext context) => side.Begin(context.CancellationToken);
}
