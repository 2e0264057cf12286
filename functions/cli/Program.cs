using Ham4Db.Cli;

return await CommandLine.RunAsync(args, CliEnvironment.OfProcess());
