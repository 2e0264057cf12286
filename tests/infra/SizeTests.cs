using System.Reflection;
using System.Text.RegularExpressions;
using Ham4Db.Functions.Probing;

namespace Ham4Db.Infra.Tests;

public sealed partial class SizeTests(Compiled compiled)
{
    private static readonly string[] Groups = ["probe", "durable", "http"];

    [Theory]
    [InlineData("small")]
    [InlineData("standard")]
    [InlineData("highlyavailable")]
    public void Somebody_always_probes(string size) => Assert.InRange(AlwaysReady(size, "probe"), 1, 1000);

    [Theory]
    [InlineData("small")]
    [InlineData("standard")]
    [InlineData("highlyavailable")]
    public void A_recovery_never_waits_for_an_instance_to_start(string size) => Assert.InRange(AlwaysReady(size, "durable"), 1, 1000);

    // The platform refuses a plan that is spread over zones and has a group with one instance.
    [Fact]
    public void Zones_need_two_instances_of_each_group()
    {
        var spread = Compiled.Sizes.Where(size => compiled.Parameter(size, "zoneRedundant").GetValue<bool>()).ToList();
        Assert.Contains("highlyavailable", spread);
        foreach (var size in spread)
            Assert.All(Groups, group => Assert.InRange(AlwaysReady(size, group), 2, 1000));
    }

    [Fact]
    public void Highly_available_is_every_part()
    {
        Assert.Equal("Dedicated", compiled.Parameter("highlyavailable", "schedulerSku").GetValue<string>());
        Assert.Equal(3, compiled.Parameter("highlyavailable", "schedulerCapacity").GetValue<int>());
        Assert.Contains(compiled.Parameter("highlyavailable", "storageSku").GetValue<string>(), new[] { "Standard_ZRS", "Standard_GZRS" });
    }

    [Fact]
    public void Only_the_small_one_is_reached_over_the_internet() =>
        Assert.Equal(["small"], Compiled.Sizes.Where(size => compiled.Parameter(size, "public").GetValue<bool>()));

    [Fact]
    public void The_function_that_always_runs_is_one_of_the_app()
    {
        var names = typeof(Prober).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .SelectMany(method => method.GetCustomAttributesData()).Where(attribute => attribute.AttributeType.Name == "FunctionAttribute")
            .Select(attribute => (string)attribute.ConstructorArguments[0].Value!).ToHashSet();
        var named = FunctionGroup().Matches(compiled.Text).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Equal(["Probe", "ProbeShard"], named);
        Assert.Subset(names, named.ToHashSet());
    }

    private int AlwaysReady(string size, string group) => compiled.Parameter(size, "alwaysReady")[group]!.GetValue<int>();

    [GeneratedRegex("function:([A-Za-z]+)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FunctionGroup();
}
