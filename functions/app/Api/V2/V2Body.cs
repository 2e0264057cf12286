using System.Text.Json;
using System.Text.Json.Serialization;
using Ham4Db.Functions.Api.Operations;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Reads bodies. A member that is not known is an error: somebody who misspells one means something.</summary>
internal static class V2Body
{
    private static readonly JsonSerializerOptions Strict = new(V2Json.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The body of a program that may be newer than this one: members that are not known are left alone.</summary>
    /// <exception cref="OperationException">It is something else.</exception>
    public static Task<T> ReadOpenAsync<T>(HttpRequest request, string example, CancellationToken cancellationToken)
        where T : class => ReadAsync<T>(request, example, none: null, V2Json.Options, cancellationToken);

    /// <summary>The body; what stands for none where there is none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="example">A right one, for who sent another.</param>
    /// <param name="none">What an empty body means; null where there must be one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationException">It is something else.</exception>
    public static Task<T> ReadAsync<T>(HttpRequest request, string example, T? none, CancellationToken cancellationToken)
        where T : class => ReadAsync(request, example, none, Strict, cancellationToken);

    private static async Task<T> ReadAsync<T>(HttpRequest request, string example, T? none, JsonSerializerOptions options, CancellationToken cancellationToken)
        where T : class
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length == 0 && none is not null) return none;
        try
        {
            return JsonSerializer.Deserialize<T>(body.GetBuffer().AsSpan(0, (int)body.Length), options) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw OperationException.Invalid($"The body is not right; one such as {example} is. {Reason(exception)}");
        }
    }

    // The reader's words name types of ours.
    private static string Reason(JsonException exception)
    {
        var place = exception.Path is { Length: > 1 } path ? $" at {path}" : exception.LineNumber is { } line ? $" in line {line + 1}" : "";
        return exception.Message.Contains("could not be mapped", StringComparison.Ordinal) ? $"What stands{place} is not known." : $"What stands{place} cannot be read.";
    }
}
