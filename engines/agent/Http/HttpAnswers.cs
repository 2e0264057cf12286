using System.Globalization;
using System.Text;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Fencing;
using Ham4Db.OpenGaussAgent.Hosting;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Http;

/// <summary>The port for HTTP: looks only, and never oftener than once in a while, whoever asks.</summary>
internal sealed class HttpAnswers(AgentOptions options, InstanceDescriber describer, Contacts contacts)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(5);

    public async Task AnswerAsync(HttpContext context)
    {
        var (status, type, text) = context.Request.Path.Value switch
        {
            "/health" => Health(await describer.DescribeAsync(Age, context.RequestAborted)),
            "/metrics" => (200, "text/plain; version=0.0.4; charset=utf-8", Metrics(await describer.DescribeAsync(Age, context.RequestAborted))),
            // Any other path, as the first Ham4DB's server asks by several.
            _ => options.ClusterName.Length > 0 ? (200, "text/plain; charset=utf-8", options.ClusterName) : (500, "text/plain; charset=utf-8", "ClusterName is not configured."),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static (int Status, string Type, string Text) Health(Instance instance) => (
        instance.Healthy ? 200 : 503,
        "text/plain; charset=utf-8",
        $"agent ok\ndatabase {(instance.Process.Alive ? "runs" : "is down")}, {(instance.Answers ? "answers" : "does not answer")}\nrole {instance.RoleText}\nstate {instance.StateText} {instance.DetailText}\n");

    private string Metrics(Instance instance)
    {
        var text = new StringBuilder();
        Gauge(text, "database_process_up", "The database's first process lives.", instance.Process.Alive ? 1 : 0);
        Gauge(text, "database_answers", "The database answers its own programs.", instance.Answers ? 1 : 0);
        Gauge(text, "database_healthy", "It answers and nothing is wrong with it.", instance.Healthy ? 1 : 0);
        Gauge(text, "database_primary", "It answers, and is a primary.", instance.Answers && instance.Role == Role.Primary ? 1 : 0);
        Gauge(text, "senders", "Standbys that stream from it.", instance.Senders.Count);
        Gauge(text, "timeline", "Its timeline.", instance.Timeline);
        Gauge(text, "uptime_seconds", "Since the database started.", instance.UptimeSeconds);
        Gauge(text, "received_bytes", "Position received or written in the write-ahead log.", instance.Role == Role.Primary ? instance.Positions?.Written ?? 0 : instance.Positions?.Received ?? 0);
        Gauge(text, "replayed_bytes", "Position replayed.", instance.Positions?.Replayed ?? 0);
        Gauge(text, "fenced", "It may not be a primary.", instance.Fenced ? 1 : 0);
        Gauge(text, "operation_running", "An action is under way.", instance.RunningOperation.Length > 0 ? 1 : 0);
        Gauge(text, "collection_seconds", "How long the last look took.", instance.CollectionMs / 1000.0);
        Gauge(text, "server_contact_age_seconds", "Since a manager was last heard of.", contacts.SinceServer.TotalSeconds);
        return text.ToString();
    }

    private static void Gauge(StringBuilder text, string name, string help, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP ham4db_agent_{name} {help}\n# TYPE ham4db_agent_{name} gauge\nham4db_agent_{name} {value:0.######}\n");
}
