namespace Ham4Db.Functions.Tests.Telemetry;

/// <summary>Tests beside which no other service may run in the process: an exporter hears every meter of our name, and a service that stops ends those of the others.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
