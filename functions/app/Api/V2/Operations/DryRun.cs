using Ham4Db.Functions.Api.Operations;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2.Operations;

/// <summary>Whether a request only wants to see what it would do.</summary>
internal static class DryRun
{
    /// <summary>Its name in a query.</summary>
    public const string Query = "dryRun";

    /// <summary>Whether it does.</summary>
    /// <exception cref="OperationException">It says neither true nor false: then it must not be done.</exception>
    public static bool IsAsked(HttpRequest request) => request.Query[Query].ToString() is { Length: > 0 } text
        && (bool.TryParse(text, out var asked) ? asked : throw OperationException.Invalid($"'{text}' is no {Query}; use true or false."));
}
