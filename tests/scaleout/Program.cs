using Ham4Db.ScaleOut.Tests.Hosting;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [ProbingHost.Argument, var options] => await ProbingHost.RunAsync(options),
    _ when args.Contains("--server") => await TestPlatformTestFramework.RunAsync(args, Ham4Db.ScaleOut.Tests.SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};
