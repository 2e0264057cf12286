using System.CommandLine;

namespace Ham4Db.Cli.Commands;

/// <summary><c>completion</c>: a script that makes a shell complete commands and options. The shell asks this program each time, so that the script needs no renewal.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # ham4db: source <(ham4db completion bash)
        _ham4db() {
            local IFS=$'\n' line="${COMP_LINE#* }" point=$((COMP_POINT - ${#COMP_WORDS[0]} - 1))
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$point]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _ham4db ham4db
        """;

    private const string Zsh = """
        # ham4db: source <(ham4db completion zsh)
        _ham4db() {
            local line="${words[2,-1]}"
            local -a found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
            compadd -a found
        }
        compdef _ham4db ham4db
        """;

    private const string Fish = """
        # ham4db: ham4db completion fish | source
        function __ham4db
            set -l words (commandline -opc) (commandline -ct)
            set -l line (string join ' ' -- $words[2..-1])
            $words[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c ham4db -f -a '(__ham4db)'
        """;

    public static Command Create(CliEnvironment environment)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish.", HelpName = "shell" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a script that completes commands and options in a shell.") { shell };
        command.SetAction((parsed, _) => WriteAsync(environment, parsed.GetRequiredValue(shell)));
        return command;
    }

    private static async Task<int> WriteAsync(CliEnvironment environment, string shell)
    {
        await environment.Output.WriteLineAsync(shell switch { "bash" => Bash, "zsh" => Zsh, _ => Fish });
        return ExitCodes.Ok;
    }
}
