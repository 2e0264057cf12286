using System.Text;

namespace Ham4Db.Cli.Tests.Support;

/// <summary>Lets one wait for the first line that is written.</summary>
internal sealed class FirstLineWriter : TextWriter
{
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Encoding Encoding => Encoding.UTF8;

    public Task<string> FirstLine => _first.Task;

    public override void Write(char value)
    {
        lock (_text)
        {
            if (value == '\n') _first.TrySetResult(_text.ToString());
            else _text.Append(value);
        }
    }
}
