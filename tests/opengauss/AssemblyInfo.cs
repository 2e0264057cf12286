using Xunit.Sdk;
using Xunit.v3;

// Clusters of real servers and agents: two at once would disturb each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
