using System.Net;
using System.Text.Json;

namespace Ham4Db.Cli.Client;

/// <summary>An answer of the API, as it came.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Text">The body.</param>
/// <param name="Json">The body, parsed.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, string Text, JsonElement Json)
{
    /// <summary>The result as a type, out of its envelope where it has one.</summary>
    /// <exception cref="CliException">It is something else.</exception>
    public T Read<T>()
    {
        try
        {
            var json = IsEnvelope ? Json.GetProperty("Details") : Json;
            return json.Deserialize<T>(ApiJson.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new CliException(ExitCodes.Failed, $"The API answered something that this version does not understand: {exception.Message}", exception);
        }
    }

    /// <summary>The sentence of an envelope or of problem details; empty when there is none.</summary>
    public string Message => TextOf("Message") ?? TextOf("detail") ?? TextOf("title") ?? "";

    /// <summary>Id of the operation that this is; null for something else.</summary>
    public string? Uid => TextOf("uid");

    /// <summary>It is an operation that has ended.</summary>
    public bool IsDone => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("isDone", out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>It is an operation that was accepted and then not begun; <see cref="Errors"/> say why.</summary>
    public bool WasNotBegun => IsDone && IsNull("operation") && IsNull("recovery");

    /// <summary>What went wrong, a sentence each.</summary>
    public IEnumerable<string> Errors => Json.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array ? errors.EnumerateArray().Select(e => e.ToString()) : [];

    /// <summary>It tells a failure, whatever its status.</summary>
    public bool IsError => (int)Status >= 400 || (IsEnvelope && TextOf("Code") == "ERROR");

    private bool IsEnvelope => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("Code", out _) && Json.TryGetProperty("Details", out _);

    private bool IsNull(string name) => !Json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;

    private string? TextOf(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
