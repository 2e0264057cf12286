using Ham4Db.OpenGaussAgent.Fencing;

namespace Ham4Db.OpenGaussAgent.Tests.Fencing;

public sealed class FencingDecisionTests
{
    [Theory]
    [InlineData(true, true, 20, 20, true)]
    [InlineData(true, null, 20, 20, true)]
    [InlineData(true, false, 99, 99, false)]
    [InlineData(true, true, 19.9, 99, false)]
    [InlineData(true, true, 99, 19.9, false)]
    [InlineData(false, true, 99, 99, false)]
    public void A_primary_stops_only_when_both_are_lost_for_the_whole_time(bool enabled, bool? isPrimary, double server, double standby, bool stops) => Assert.Equal(
        stops,
        FencingDecision.Decide(new() { Enabled = enabled, After = TimeSpan.FromSeconds(20) }, isPrimary, TimeSpan.FromSeconds(server), TimeSpan.FromSeconds(standby)) is not null);
}
