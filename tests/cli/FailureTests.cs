using System.Net;
using System.Net.Sockets;
using Ham4Db.Cli.Tests.Support;

namespace Ham4Db.Cli.Tests;

/// <summary>Every failure is one sentence on standard error and its exit code.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData(404, """{"title":"Not Found","status":404,"detail":"There is no cluster shop."}""", ExitCodes.NotFound, "There is no cluster shop.")]
    [InlineData(409, """{"title":"Conflict","status":409,"detail":"A recovery runs already."}""", ExitCodes.Refused, "A recovery runs already.")]
    [InlineData(422, """{"title":"x","status":422,"detail":"db1 is not a primary."}""", ExitCodes.Refused, "db1 is not a primary.")]
    [InlineData(403, """{"title":"x","status":403,"detail":"Forbidden: this needs the role operator, and bob has viewer."}""", ExitCodes.Refused, "Forbidden: this needs the role operator, and bob has viewer.")]
    [InlineData(403, "<html>No</html>", ExitCodes.Refused, "The API answered 403.")]
    [InlineData(429, """{"Code":"ERROR","Message":"Too many requests: x","Details":null}""", ExitCodes.Refused, "Too many requests: x")]
    [InlineData(502, """{"title":"x","status":502,"detail":"db1 cannot be reached."}""", ExitCodes.Failed, "db1 cannot be reached.")]
    [InlineData(503, "{}", ExitCodes.Failed, "The API answered 503.")]
    [InlineData(500, """{"Code":"ERROR","Message":"Unable to determine cluster name. clusterHint=shop","Details":null}""", ExitCodes.NotFound, "Unable to determine cluster name. clusterHint=shop")]
    [InlineData(500, """{"Code":"ERROR","Message":"Recovery not attempted: db1:3306 is well","Details":null}""", ExitCodes.Refused, "Recovery not attempted: db1:3306 is well")]
    [InlineData(500, """{"Code":"ERROR","Message":"Recovery attempted but no instance promoted: x","Details":null}""", ExitCodes.Failed, "Recovery attempted but no instance promoted: x")]
    [InlineData(200, """{"Code":"ERROR","Message":"It did not work.","Details":null}""", ExitCodes.Failed, "It did not work.")]
    public async Task An_error_of_the_API_is_told_with_its_exit_code(int status, string body, int code, string sentence)
    {
        await using var api = await FakeApi.StartAsync("/api/v2/clusters/shop", body, status);

        var run = await CliRun.AskAsync(api.Address, "topology", "shop");

        Assert.Equal((code, "", sentence + "\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("""{"title":"Unauthorized","status":401,"detail":"Unauthorized: the token has expired."}""", "Unauthorized: the token has expired.")]
    [InlineData("<html>Sign in</html>", "The API answered 401.")]
    public async Task Missing_credentials_have_an_exit_code_of_their_own_and_a_hint(string body, string sentence)
    {
        await using var api = await FakeApi.StartAsync("/api/v2/clusters", body, 401);

        var run = await CliRun.AskAsync(api.Address, "clusters");

        Assert.Equal(ExitCodes.Unauthorized, run.ExitCode);
        Assert.StartsWith(sentence + "\nCredentials are given by HAM4DB_TOKEN, or by HAM4DB_USER and HAM4DB_PASSWORD", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_with_json_prints_nothing_on_standard_output()
    {
        await using var api = await FakeApi.StartAsync("/api/v2/clusters/shop", """{"detail":"No."}""", 404);

        var run = await CliRun.AskAsync(api.Address, "topology", "shop", "--json");

        Assert.Equal((ExitCodes.NotFound, "", "No.\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task A_closed_port_is_told_with_what_would_help()
    {
        var run = await CliRun.AskAsync(new Uri($"http://127.0.0.1:{ClosedPort()}"), "clusters");

        Assert.Equal(ExitCodes.Unreachable, run.ExitCode);
        Assert.Contains("connection refused", run.Error, StringComparison.Ordinal);
        Assert.Contains("'ham4db up'", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Something_that_is_not_the_API_is_told()
    {
        await using var api = await FakeApi.StartAsync("/api/v2/clusters", "<html>Welcome</html>");

        var run = await CliRun.AskAsync(api.Address, "clusters");

        Assert.Equal(ExitCodes.Unreachable, run.ExitCode);
        Assert.Contains("is not the API of Ham4Db: it answered 200 to /api/v2/clusters, and not in JSON", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_another_shape_is_told()
    {
        await using var api = await FakeApi.StartAsync("/api/v2/clusters", """[{"unexpected":true}]""");

        var run = await CliRun.AskAsync(api.Address, "clusters");

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.StartsWith("The API answered something that this version does not understand", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_cannot_send_control_sequences_to_the_terminal()
    {
        await using var api = await FakeApi.StartAsync("/api/v2/clusters", """{"detail":"\u001b[2Jgone\u0007"}""", 404);

        var run = await CliRun.AskAsync(api.Address, "clusters");

        Assert.Equal("[2Jgone\n", run.Error);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
