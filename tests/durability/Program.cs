using Ham4Db.Durability.Tests;
using Ham4Db.Durability.Tests.Manager;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [ManagerHost.Argument, var options, .. var orders] => await ManagerHost.RunAsync(options, orders),
    _ when args.Contains("--server") => await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};
