using System.Diagnostics;
using Ham4Db.Cli.Tests.Support;

namespace Ham4Db.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("topo", "topology")]
    [InlineData("plan shop --fa", "--failed")]
    [InlineData("downtime be", "begin")]
    [InlineData("recoverie", "recoveries")]
    public async Task The_program_tells_shells_what_may_follow(string line, string expected)
    {
        var run = await CliRun.OfAsync([$"[suggest:{line.Length}]", line]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Output.Split('\n'));
    }

    [Fact]
    public async Task Bash_completes_with_the_script()
    {
        var script = (await CliRun.OfAsync(["completion", "bash"])).Output;
        // A stand-in says what it was asked: the script is what is tried here.
        var start = new ProcessStartInfo("bash", ["-c", script + """

            ham4db() { [ "$1" = "[suggest:5]" ] && [ "$2" = "topol" ] && printf 'topology\ntopology-old\n'; }
            COMP_LINE='ham4db topol' COMP_POINT=12 COMP_WORDS=(ham4db topol) COMP_CWORD=1
            _ham4db
            printf '%s\n' "${COMPREPLY[@]}"
            """])
        { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var printed = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("topology\ntopology-old\n", printed);
    }

    [Theory]
    [InlineData("zsh", "compdef _ham4db ham4db")]
    [InlineData("fish", "complete -c ham4db")]
    public async Task There_are_scripts_for_others(string shell, string part) => Assert.Contains(part, (await CliRun.OfAsync(["completion", shell])).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Of_another_shell_it_says_which_there_are()
    {
        var run = await CliRun.OfAsync(["completion", "tcsh"]);
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("bash", run.Error, StringComparison.Ordinal);
    }
}
