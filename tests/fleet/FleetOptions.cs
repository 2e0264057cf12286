namespace Ham4Db.Simulation;

/// <summary>What is simulated.</summary>
/// <param name="Instances">Servers altogether.</param>
/// <param name="ClusterSize">Servers of one cluster: a primary, and below it replicas, of which the first has replicas of its own where there are five or more.</param>
/// <param name="Port">The port of all of them; each has a loopback address of its own.</param>
/// <param name="WritesPerSecond">Transactions that each primary commits.</param>
public sealed record FleetOptions(int Instances, int ClusterSize, int Port, double WritesPerSecond);
