using System.Runtime.CompilerServices;

namespace Ham4Db.Functions.Tests.Api.Fixtures;

/// <summary>Each host watches its settings file, and a user may watch few at the same time: fewer than there are tests on a busy machine.</summary>
internal static class NoFileWatching
{
    [ModuleInitializer]
    internal static void Begin() => Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
