using System.Text.Json.Nodes;

namespace Ham4Db.Infra.Tests;

public sealed class HostFileTests
{
    // What makes recoveries correct may not depend on where they run.
    [Fact]
    public void The_two_files_differ_in_the_provider_and_the_log_only()
    {
        var (local, cloud) = (Read("host.json"), Read("host.scheduler.json"));
        Assert.Equal("azureManaged", cloud["extensions"]!["durableTask"]!["storageProvider"]!["type"]!.GetValue<string>());
        foreach (var file in new[] { local, cloud })
        {
            file.Remove("logging");
            file["extensions"]!["durableTask"]!.AsObject().Remove("storageProvider");
            file["extensions"]!["durableTask"]!.AsObject().Remove("hubName");
        }

        Assert.Equal(local.ToJsonString(), cloud.ToJsonString());
        Assert.Equal("NonRunningStates", cloud["extensions"]!["durableTask"]!["overridableExistingInstanceStates"]!.GetValue<string>());
    }

    [Fact]
    public void The_project_puts_either_into_the_package_under_the_name_that_the_host_reads()
    {
        var project = Repository.Read("functions", "azure", "Ham4Db.Functions.Azure.csproj");
        Assert.Contains("<None Update=\"host.scheduler.json\" Link=\"host.json\"", project, StringComparison.Ordinal);
        Assert.Contains("-p:DurableTaskScheduler=true", Repository.Read("infra", "package.sh"), StringComparison.Ordinal);
    }

    private static JsonObject Read(string name) => JsonNode.Parse(Repository.Read("functions", "azure", name))!.AsObject();
}
