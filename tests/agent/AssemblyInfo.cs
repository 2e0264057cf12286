using Xunit.Sdk;
using Xunit.v3;

// Tests measure times and run real servers; two at once would disturb each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
