namespace Ham4Db.Functions.Api.Access;

/// <summary>Values of <see cref="Configuration.Ham4DbOptions.AuthenticationMethod"/>.</summary>
internal static class AuthenticationMethods
{
    public const string None = "none";
    public const string Basic = "basic";
    public const string Multi = "multi";
    public const string Proxy = "proxy";
    public const string Token = "token";
    public const string Oidc = "oidc";

    /// <summary>Whether nobody is asked who they are.</summary>
    public static bool IsNone(string method) => method.Length == 0 || string.Equals(method, None, StringComparison.OrdinalIgnoreCase);
}
