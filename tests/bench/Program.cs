using Ham4Db.Bench;

return args switch
{
    ["failover", .. var rest] => await FailoverBench.RunAsync(rest),
    ["failover-round", var flavor, var fault] => await FailoverRound.RunAsync(flavor, fault),
    ["probe", .. var rest] => await ProbeBench.RunAsync(rest),
    ["relocate", .. var rest] => await RelocateBench.RunAsync(rest),
    ["analyse", .. var rest] => AnalyseBench.Run(rest),
    ["agent", .. var rest] => await AgentBench.RunAsync(rest),
    ["api", .. var rest] => await ApiBench.RunAsync(rest),
    ["scale", .. var rest] => await ScaleBench.RunAsync(rest),
    ["cost", .. var rest] => await CostBench.RunAsync(rest),
    ["storage", .. var rest] => await StorageBench.RunAsync(rest),
    ["web", .. var rest] => await WebBench.RunAsync(rest),
    [ApiServer.Argument, var folder, var hasProblems] => await ApiServer.RunAsync(folder, bool.Parse(hasProblems)),
    [ApiServer.Argument, var folder, var clusters, var large] => await ApiServer.RunAsync(folder, hasProblems: false, int.Parse(clusters), int.Parse(large)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: ./bench.sh failover [--rounds N] [--engine mariadb|mysql|postgresql|opengauss] [--fault kill|hang|takeover] | probe [--seconds N] | relocate [--rounds N] [--replicas N] [--engine mariadb|mysql] [--parallel 1,5,20] | analyse [--rounds N] | agent [--rounds N] | api [--seconds N] [--only TEXT] | scale [--instances 100,1000,5000] [--seconds N] [--kills N] | cost [--instances 100,1000] [--seconds N] [--writes 0,10] | storage [--rounds N] | web [--clusters N] [--large N] [--updates N]");
    return 2;
}
