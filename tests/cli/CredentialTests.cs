using System.Text;
using Ham4Db.Cli.Tests.Support;

namespace Ham4Db.Cli.Tests;

/// <summary>What the command line says of who asks.</summary>
public sealed class CredentialTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-cli-credentials-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "", "")]
    [InlineData("HAM4DB_TOKEN=abc", "", "Bearer abc")]
    [InlineData("HAM4DB_USER=dba HAM4DB_PASSWORD=s:é", "", "Basic dba:s:é")]
    [InlineData("HAM4DB_USER=dba HAM4DB_PASSWORD=s HAM4DB_TOKEN=abc", "", "Bearer abc")]
    [InlineData("HAM4DB_PASSWORD=s HAM4DB_TOKEN=abc", "--user other", "Basic other:s")]
    [InlineData("HAM4DB_USER=dba HAM4DB_TOKEN=abc", "--password-file {secret}", "Basic dba:from the file")]
    [InlineData("HAM4DB_USER=dba HAM4DB_PASSWORD=s", "--token-file {secret}", "Bearer from the file")]
    public async Task Options_are_stronger_than_the_environment_and_a_token_than_a_user(string environment, string options, string expected)
    {
        await using var api = await FakeApi.StartAsync("/api/v2/clusters", "[]");

        var run = await RunAsync(api, environment, options);

        Assert.Equal((ExitCodes.Ok, ""), (run.ExitCode, run.Error));
        Assert.Equal(expected, Decode(Assert.Single(api.Credentials)));
    }

    [Theory]
    [InlineData("HAM4DB_USER=dba", "", "The user dba has no password")]
    [InlineData("", "--user a:b", "'a:b' is not the name of a user")]
    [InlineData("", "--password-file {secret}", "'' is not the name of a user")]
    [InlineData("", "--token-file {missing}", "--token-file: ")]
    [InlineData("", "--token-file {empty}", "--token-file: ")]
    public async Task Half_of_them_are_an_error_and_nothing_is_sent(string environment, string options, string sentence)
    {
        await using var api = await FakeApi.StartAsync("/api/v2/clusters", "[]");

        var run = await RunAsync(api, environment, options);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.StartsWith(sentence, run.Error, StringComparison.Ordinal);
        Assert.Empty(api.Asked);
    }

    private Task<CliRun> RunAsync(FakeApi api, string environment, string options)
    {
        File.WriteAllText(Path.Combine(_folder, "secret"), "from the file\n");
        File.WriteAllText(Path.Combine(_folder, "empty"), "\n");
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var args = options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(arg => arg.StartsWith('{') ? Path.Combine(_folder, arg.Trim('{', '}')) : arg);
        return CliRun.OfAsync(["clusters", "--api", api.Address.ToString(), .. args], variables: variables);
    }

    private static string Decode(string header) =>
        header.StartsWith("Basic ", StringComparison.Ordinal) ? "Basic " + Encoding.UTF8.GetString(Convert.FromBase64String(header[6..])) : header;
}
