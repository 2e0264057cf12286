using System.Text;

namespace Ham4Db.Cli.Rendering;

/// <summary>Leaves out blanks at line ends, with which tables fill their columns: nobody wants them in a file.</summary>
internal sealed class TrimmingWriter(TextWriter inner) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (value == '\r') return;
        if (value != '\n')
        {
            _line.Append(value);
            return;
        }

        inner.Write(_line.ToString().TrimEnd());
        inner.Write('\n');
        _line.Clear();
    }

    public override void Flush() => inner.Flush();
}
