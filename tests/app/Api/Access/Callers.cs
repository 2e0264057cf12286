using System.Text;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Api.Access;

/// <summary>Configurations that ask callers who they are, and headers that say it.</summary>
internal static class Callers
{
    public const string Viewer = "viewer-token-for-the-tests";
    public const string Operator = "operator-token-for-the-tests";
    public const string Agent = "agent-token-for-the-tests";
    public const string Admin = "admin-token-for-the-tests";

    /// <summary>A token for each role, no limits of rates.</summary>
    public static Ham4DbOptions WithTokens(this Ham4DbOptions options) => options with
    {
        AuthenticationMethod = "token",
        AccessTokens = new Dictionary<string, string> { ["v"] = Viewer, ["o"] = Operator, ["a"] = Admin, ["g"] = Agent },
        AccessRoles = new Dictionary<string, string> { ["token:v"] = "viewer", ["token:o"] = "operator", ["token:a"] = "admin", ["token:g"] = "agent" },
        HTTPMaxReadsPerSecond = 0,
        HTTPMaxChangesPerSecond = 0,
    };

    public static (string Name, string Value) Bearer(string token) => ("Authorization", "Bearer " + token);

    public static (string Name, string Value) Basic(string user, string password) =>
        ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
