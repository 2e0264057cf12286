using System.Text.Json;

namespace Ham4Db.Cli.OldNames;

/// <summary>What an older client asks for a command, and what it prints of the answer.</summary>
/// <param name="Path">Path below <c>/api/</c>.</param>
/// <param name="Print">The lines that it prints of the result, which is out of its envelope.</param>
internal sealed record OldCommand(string Path, Func<OldResult, IEnumerable<string>> Print)
{
    public OldCommand(string path, Func<JsonElement, string> print)
        : this(path, result => [print(result.Value)])
    {
    }
}
