using System.Net.Http.Headers;
using System.Text;

namespace Ham4Db.Cli.Client;

/// <summary>What the client says of who it is.</summary>
/// <param name="Header">Value of the header Authorization; null for nothing.</param>
internal sealed record ApiCredentials(AuthenticationHeaderValue? Header)
{
    public const string UserVariable = "HAM4DB_USER";
    public const string PasswordVariable = "HAM4DB_PASSWORD";
    public const string TokenVariable = "HAM4DB_TOKEN";

    /// <summary>Nothing.</summary>
    public static ApiCredentials None { get; } = new((AuthenticationHeaderValue?)null);

    /// <summary>What the options give, else what the environment does; a token before a user.</summary>
    /// <exception cref="CliException">A file cannot be read, or a user has no password.</exception>
    public static ApiCredentials Find(string? user, string? passwordFile, string? tokenFile, CliEnvironment environment)
    {
        if (tokenFile is not null) return Bearer(ReadSecret("--token-file", tokenFile));
        var isByOption = user is not null || passwordFile is not null;
        if (!isByOption && environment.Variable(TokenVariable) is { Length: > 0 } token) return Bearer(token);
        var name = user ?? environment.Variable(UserVariable) ?? "";
        var password = passwordFile is null ? environment.Variable(PasswordVariable) ?? "" : ReadSecret("--password-file", passwordFile);
        if (name.Length == 0 && !isByOption) return None;
        if (name.Length == 0 || name.Contains(':')) throw new CliException(ExitCodes.Usage, $"'{name}' is not the name of a user; give one with --user or {UserVariable}.");
        if (password.Length == 0) throw new CliException(ExitCodes.Usage, $"The user {name} has no password; give it with --password-file or {PasswordVariable}.");
        return Basic(name, password);
    }

    /// <summary>A user with a password.</summary>
    public static ApiCredentials Basic(string user, string password) => new(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))));

    /// <summary>Nothing that it holds.</summary>
    public override string ToString() => Header?.Scheme ?? "none";

    private static ApiCredentials Bearer(string token) => new(new AuthenticationHeaderValue("Bearer", token));

    private static string ReadSecret(string option, string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } secret ? secret : throw new CliException(ExitCodes.Usage, $"{option}: '{path}' is empty.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Usage, $"{option}: '{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
