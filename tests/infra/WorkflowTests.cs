using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Ham4Db.Infra.Tests;

public sealed partial class WorkflowTests
{
    private static readonly string Text = Repository.Read(".github", "workflows", "deploy.yml");

    private static readonly YamlMappingNode Workflow = Parse();

    private static YamlMappingNode Jobs => (YamlMappingNode)Workflow["jobs"];

    [Fact]
    public void Nothing_is_deployed_that_was_not_tested()
    {
        var needs = Jobs.Children.ToDictionary(job => $"{job.Key}", job => job.Value is YamlMappingNode body && body.Children.TryGetValue("needs", out var needed) ? $"{needed}" : "");
        Assert.Equal("package", needs["deploy"]);
        Assert.Equal("test", needs["package"]);
        Assert.Equal("", needs["test"]);
    }

    [Fact]
    public void Only_the_deployment_may_ask_for_an_identity_and_nobody_may_write()
    {
        foreach (var (name, body) in Jobs.Children)
        {
            var rights = ((YamlMappingNode)body).Children.TryGetValue("permissions", out var own) ? $"{own}" : "";
            Assert.Equal($"{name}" == "deploy", rights.Contains("id-token", StringComparison.Ordinal));
        }

        Assert.Equal("read", $"{Workflow["permissions"]["contents"]}");
        Assert.DoesNotContain("write-all", Text, StringComparison.Ordinal);
        // The sign-in is by token of this workflow: a client secret or a publish profile would be a key.
        Assert.DoesNotMatch("creds:|client-secret|publish-profile", Text);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void What_it_runs_is_there_and_can_be_run()
    {
        var programs = Steps().Select(step => step.Children.TryGetValue("run", out var run) ? $"{run}" : "").SelectMany(run => Script().Matches(run)).Select(match => match.Value).ToList();
        Assert.Equal(["./test.sh", "infra/deploy.sh", "infra/package.sh"], programs.Order(StringComparer.Ordinal));
        Assert.All(programs, program => Assert.True(File.GetUnixFileMode(Repository.Path(program)).HasFlag(UnixFileMode.UserExecute), program));
    }

    // What comes from outside is given to a shell by the environment, where it is text and not part of the command.
    [Fact]
    public void No_expression_is_written_into_a_command() =>
        Assert.All(Steps().Where(step => step.Children.ContainsKey("run")), step => Assert.DoesNotContain("${{", $"{step["run"]}", StringComparison.Ordinal));

    [Fact]
    public void Every_variable_of_the_parameter_files_is_passed_on()
    {
        var wanted = Directory.GetFiles(Repository.Path("infra", "parameters")).SelectMany(file => Variable().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().ToList();
        var deploy = Steps().Single(step => step.Children.ContainsKey("env"));
        Assert.Equal([], wanted.Except(((YamlMappingNode)deploy["env"]).Children.Keys.Select(key => $"{key}")));
        foreach (var password in wanted.Where(name => name.EndsWith("PASSWORD", StringComparison.Ordinal))) Assert.Contains($"${{{{ secrets.{password} }}}}", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sizes_that_can_be_chosen_have_their_files()
    {
        var choices = ((YamlSequenceNode)Workflow["on"]["workflow_dispatch"]["inputs"]["size"]["options"]).Select(option => $"{option}");
        Assert.Equal(Compiled.Sizes, choices);
    }

    [Fact]
    public void Actions_are_of_a_stated_version() =>
        Assert.All(Steps().Where(step => step.Children.ContainsKey("uses")), step => Assert.Matches("^(actions|azure)/[a-z-]+@v[0-9]+$", $"{step["uses"]}"));

    private static IEnumerable<YamlMappingNode> Steps() => Jobs.Children.Values.SelectMany(job => ((YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>());

    private static YamlMappingNode Parse()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Text));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    [GeneratedRegex(@"(?<![\w/])(\./|infra/)[\w/-]+\.sh", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Script();

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)'", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Variable();
}
