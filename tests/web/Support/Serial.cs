using Ham4Db.Web.Tests.Support;

// Two cores: a second topology beside the first would measure nothing but their quarrel.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Chromium))]
