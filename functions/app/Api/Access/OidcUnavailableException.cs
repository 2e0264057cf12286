namespace Ham4Db.Functions.Api.Access;

/// <summary>The OpenID provider cannot be asked for its keys, and none are known, so that no token can be judged.</summary>
internal sealed class OidcUnavailableException(string message, Exception innerException) : Exception(message, innerException);
