using System.CommandLine;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Rendering;

namespace Ham4Db.Cli.Commands;

/// <summary>One run of a command that asks the API.</summary>
/// <param name="Parsed">Its arguments.</param>
/// <param name="Environment">Where it runs.</param>
/// <param name="Api">The API.</param>
/// <param name="Screen">For people.</param>
/// <param name="AsJson">For machines: the API's answer is printed as it is.</param>
internal sealed record CommandRun(ParseResult Parsed, CliEnvironment Environment, ApiClient Api, Screen Screen, bool AsJson)
{
    /// <summary>Asks for a change that may take its time.</summary>
    public Task<ApiAnswer> ChangeAsync(string path, string remark, CancellationToken cancellationToken) =>
        AsJson ? Api.ChangeAsync(path, cancellationToken) : Screen.SpinAsync(remark, () => Api.ChangeAsync(path, cancellationToken));

    /// <summary>Posts a change that may take its time.</summary>
    public Task<ApiAnswer> PostAsync(string path, string json, string remark, CancellationToken cancellationToken) =>
        AsJson ? Api.PostAsync(path, json, cancellationToken) : Screen.SpinAsync(remark, () => Api.PostAsync(path, json, cancellationToken));

    /// <summary>Shows an answer: as it is with <c>--json</c>, else as <paramref name="show"/> does.</summary>
    public async Task ShowAsync(ApiAnswer answer, Action<ApiAnswer> show)
    {
        if (AsJson) await Environment.Output.WriteLineAsync(answer.Text);
        else show(answer);
    }
}
