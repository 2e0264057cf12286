using System.Text;
using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>A file or pipe: no line is ever broken.</summary>
internal sealed class WideOutput(TextWriter writer) : IAnsiConsoleOutput
{
    public TextWriter Writer { get; } = new TrimmingWriter(writer);

    public bool IsTerminal => false;

    public int Width => 2000;

    public int Height => 24;

    public void SetEncoding(Encoding encoding)
    {
    }
}
