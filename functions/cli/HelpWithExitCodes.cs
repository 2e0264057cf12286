using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Ham4Db.Cli;

/// <summary>The usual help, with the exit codes below it.</summary>
internal sealed class HelpWithExitCodes(HelpAction usual) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(ExitCodes.Help);
        return code;
    }
}
