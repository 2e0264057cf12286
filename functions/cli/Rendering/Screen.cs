using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ham4Db.Cli.Rendering;

/// <summary>What a command shows: colours and progress on a terminal, plain text elsewhere and with NO_COLOR.</summary>
internal sealed class Screen
{
    private readonly IAnsiConsole _console;
    private readonly bool _isTerminal;

    public Screen(TextWriter writer, bool isTerminal, Func<string, string?> variable)
    {
        _isTerminal = isTerminal;
        var isColoured = isTerminal && string.IsNullOrEmpty(variable("NO_COLOR"));
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = isTerminal ? new AnsiConsoleOutput(writer) : new WideOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
        });
        // Boxes and branches are drawn on any terminal of today, whatever is found out about its encoding.
        _console.Profile.Capabilities.Unicode = true;
    }

    public Screen(CliEnvironment environment)
        : this(environment.Output, environment.IsTerminal, environment.Variable)
    {
    }

    /// <summary>One line of markup.</summary>
    public void Line(string markup = "") => _console.MarkupLine(markup);

    public void Write(IRenderable picture) => _console.Write(picture);

    /// <summary>Does something that takes time: a spinner with the latest remark on a terminal, a line a remark elsewhere.</summary>
    public async Task<T> BusyAsync<T>(string remark, Func<IProgress<string>, Task<T>> work)
    {
        if (!_isTerminal)
        {
            var lines = new Remarks(text => Line(SafeText.Markup(text)));
            lines.Report(remark);
            return await work(lines);
        }

        return await _console.Status().Spinner(Spinner.Known.Dots).StartAsync(
            SafeText.Markup(remark), status => work(new Remarks(text => status.Status(SafeText.Markup(text)))));
    }

    /// <summary>The same without a word where there is no terminal.</summary>
    public Task<T> SpinAsync<T>(string remark, Func<Task<T>> work) => _isTerminal ? BusyAsync(remark, _ => work()) : work();

    /// <inheritdoc cref="BusyAsync{T}"/>
    public Task BusyAsync(string remark, Func<IProgress<string>, Task> work) =>
        BusyAsync(remark, async progress =>
        {
            await work(progress);
            return true;
        });

    // Shown at once and in order, which the framework's own does not promise.
    private sealed class Remarks(Action<string> show) : IProgress<string>
    {
        public void Report(string value) => show(value);
    }
}
