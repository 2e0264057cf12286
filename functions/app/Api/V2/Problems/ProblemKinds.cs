using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.V2.Problems;

/// <summary>All kinds of failures. Clients decide by their names: they stay when sentences change.</summary>
internal static class ProblemKinds
{
    public static readonly ProblemKind Invalid = new("invalid-request", 400, "Invalid request", "The request makes no sense as it stands; the detail says what is allowed.");
    public static readonly ProblemKind Unauthenticated = new("unauthenticated", 401, "Unauthenticated", "Say who you are; the header WWW-Authenticate says how.");
    public static readonly ProblemKind Forbidden = new("forbidden", 403, "Forbidden", "You have not the role that this needs, another site's page asks, or the deployment is read-only; the detail says which.");
    public static readonly ProblemKind NotFound = new("not-found", 404, "Not found", "What the request names is not known, or there is nothing at this path.");
    public static readonly ProblemKind Method = new("method-not-allowed", 405, "Method not allowed", "The resource does not have this method; the header Allow says which it has.");
    public static readonly ProblemKind Conflict = new("conflict", 409, "Conflict", "Something else that runs stands in the way, such as another operation of the cluster. Wait until it has ended.");
    public static readonly ProblemKind NotCancellable = new("not-cancellable", 409, "Not cancellable", "What has ended cannot be cancelled, and neither can a recovery that has begun.");
    public static readonly ProblemKind Precondition = new("precondition-failed", 412, "Precondition failed", "The resource is not as If-Match or If-None-Match wants it: somebody changed it. Read it again and decide anew.");
    public static readonly ProblemKind TooLarge = new("too-large", 413, "Too large", "The body is larger than is allowed.");
    public static readonly ProblemKind MediaType = new("unsupported-media-type", 415, "Unsupported media type", "Bodies are JSON.");
    public static readonly ProblemKind Refused = new("refused", 422, "Refused", "The state of the fleet forbids it; nothing was changed. The detail says why, and what would be allowed.");
    public static readonly ProblemKind KeyReused = new("idempotency-key-reused", 422, "Idempotency-Key reused", "The same Idempotency-Key came with another request before. Use a new key for a new request.");
    public static readonly ProblemKind TooMany = new("too-many-requests", 429, "Too many requests", "You ask too often; the header Retry-After says when to ask again.");
    public static readonly ProblemKind Internal = new("internal-error", 500, "Internal error", "Nobody foresaw this. The log tells more under the id in the detail.");
    public static readonly ProblemKind Unreachable = new("unreachable", 502, "Unreachable", "A database server could not be reached, or refused us.");
    public static readonly ProblemKind Unavailable = new("store-unavailable", 503, "Store unavailable", "The store, or the OpenID provider, cannot be used at the moment.");

    public static readonly ProblemKind NotInRole = new("not-in-role", 503, "Not in this role", "No traffic for this role may be sent there now; the detail says why.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        Invalid, Unauthenticated, Forbidden, NotFound, Method, Conflict, NotCancellable, Precondition, TooLarge, MediaType, Refused, KeyReused, TooMany, Internal,
        Unreachable, Unavailable, NotInRole,
    ];

    /// <summary>The kind that a status has where nobody says more.</summary>
    public static ProblemKind Of(int status) => All.FirstOrDefault(kind => kind.Status == status) ?? new ProblemKind($"http-{status}", status, $"Status {status}", "The detail says why.");

    /// <summary>The kind of an operation that was not done.</summary>
    public static ProblemKind Of(OperationError error) => error switch
    {
        OperationError.Invalid => Invalid,
        OperationError.NotFound => NotFound,
        OperationError.Conflict => Conflict,
        OperationError.Unreachable => Unreachable,
        OperationError.NotCancellable => NotCancellable,
        OperationError.Precondition => Precondition,
        OperationError.KeyReused => KeyReused,
        _ => Refused,
    };
}
