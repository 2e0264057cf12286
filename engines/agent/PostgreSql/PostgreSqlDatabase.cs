using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Parsing;
using Ham4Db.OpenGaussAgent.Protocol;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.OpenGaussAgent.PostgreSql;

/// <summary>A PostgreSQL instance by pg_ctl, psql, pg_rewind and pg_basebackup.</summary>
internal sealed class PostgreSqlDatabase(AgentOptions options, DatabasePrograms programs, LocalSession session, TimeProvider time) : IDatabase
{
    private readonly PostgreSqlRejoin _rejoin = new(options, programs, time);
    private readonly PostgreSqlLog _log = new(options.Database, programs);
    private string _systemIdentifier = "";

    public async Task<Instance> DescribeAsync(bool members, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var postmaster = Postmaster.Read(programs.DataFolder);
        var instance = InstanceDescription.Begin(options, postmaster, Engine.Postgresql, time);
        instance.Manager = options.Database.Manager is ClusterManager.ManagerUnknown ? ClusterManager.ManagerNone : options.Database.Manager;
        if (postmaster.Process.Alive)
            await AskAsync(instance, postmaster, cancellationToken);
        else
            (instance.State, instance.StateText) = (State.Down, "Down");
        if (!instance.Answers)
        {
            var control = ControlData.Parse((await programs.AskAsync("pg_controldata", ["-D", programs.DataFolder], cancellationToken)).Output);
            if (control.SystemIdentifier.Length > 0)
                _systemIdentifier = control.SystemIdentifier;
            instance.Timeline = control.Timeline;
            // What it will be when it is started, which is not what it is; a folder that is none will be nothing.
            instance.RoleText = control.SystemIdentifier.Length == 0 ? "Unknown" : File.Exists(Path.Combine(programs.DataFolder, "standby.signal")) ? "Standby" : "Primary";
            instance.Role = Words.RoleOf(instance.RoleText);
        }

        instance.SystemIdentifier = _systemIdentifier;
        instance.CollectionMs = (uint)watch.ElapsedMilliseconds;
        return instance;
    }

    public Refusal? Check(ActRequest request) => request.Action switch
    {
        Action.Switchover => new(StatusCode.Unimplemented, "PostgreSQL has no switchover of its own: stop the primary, fail over to the standby, build the old primary."),
        Action.Build or Action.Follow when request.SourceHost.Length == 0 || request.SourcePort is <= 0 or > 65535 =>
            new(StatusCode.InvalidArgument, $"'source_host' and 'source_port' (1 to 65535) are needed for {request.Action}."),
        Action.Build or Action.Start or Action.SetRole when request.Role is not (Role.Unknown or Role.Standby or Role.CascadeStandby) =>
            new(StatusCode.InvalidArgument, $"'role' of {request.Action} cannot be '{request.Role}': a PostgreSQL becomes a primary by ACTION_FAILOVER alone."),
        Action.SetRole when request.Role == Role.Unknown => new(StatusCode.InvalidArgument, "'role' is needed for SetRole."),
        Action.Build or Action.Follow when request.Slot.Any(letter => !(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_')) || request.Slot.Length > 63 =>
            new(StatusCode.InvalidArgument, "'slot' must be of at most 63 lower-case letters, digits and underscores."),
        _ => null,
    };

    public async Task ActAsync(ActRequest request, IActionProgress progress, CancellationToken cancellationToken)
    {
        switch (request.Action)
        {
            case Action.Start:
                await StartAsync(request.Role, progress, cancellationToken);
                break;
            case Action.Stop:
                await _rejoin.StopAsync(request.StopMode, progress, cancellationToken);
                break;
            case Action.Restart:
                await _rejoin.StopAsync(StopMode.StopFast, progress, cancellationToken);
                await _rejoin.StartAsync(progress, cancellationToken);
                break;
            case Action.SetRole:
                await _rejoin.StopAsync(StopMode.StopFast, progress, cancellationToken);
                await StartAsync(request.Role, progress, cancellationToken);
                break;
            case Action.Failover:
                await PromoteAsync(progress, cancellationToken);
                break;
            case Action.Build:
                await _rejoin.BuildAsync(request, progress, cancellationToken);
                break;
            case Action.Follow:
                await _rejoin.FollowAsync(request, cancellationToken);
                break;
            case Action.SetSynchronousStandbys:
                await SetAsync("synchronous_standby_names", request.Value, cancellationToken);
                break;
            case Action.SetReadOnly:
                await SetAsync("default_transaction_read_only", "on", cancellationToken);
                break;
            case Action.SetWritable:
                await SetAsync("default_transaction_read_only", "off", cancellationToken);
                break;
            case Action.Checkpoint:
                await _rejoin.SqlAsync("CHECKPOINT", cancellationToken);
                break;
            default:
                throw new ActionFailedException($"PostgreSQL has no action {request.Action}.");
        }
    }

    public async Task<LogPart?> ReadLogAsync(uint timeline, ulong from, CancellationToken cancellationToken) => await _log.ReadAsync(timeline, from, cancellationToken);

    public Task StopHardAsync(CancellationToken cancellationToken) => HardStop.RunAsync(
        programs.DataFolder,
        (limit, token) => programs.TryAsync("pg_ctl", ["stop", "-D", programs.DataFolder, "-m", "immediate", "-w", "-s"], limit, token),
        options.Fencing.StopTimeout,
        cancellationToken);

    private async Task StartAsync(Role role, IActionProgress progress, CancellationToken cancellationToken)
    {
        if (Postmaster.Read(programs.DataFolder).Process.Alive)
            return;
        if (role is Role.Standby or Role.CascadeStandby)
            await _rejoin.MarkStandbyAsync(cancellationToken);
        await _rejoin.StartAsync(progress, cancellationToken);
    }

    private async Task PromoteAsync(IActionProgress progress, CancellationToken cancellationToken)
    {
        if (await _rejoin.SqlAsync("SELECT pg_is_in_recovery()", cancellationToken) == "f")
            return;
        var seconds = ((int)options.Database.ActionTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await programs.DoAsync("pg_ctl", ["promote", "-D", programs.DataFolder, "-w", "-t", seconds, "-s"], progress, cancellationToken);
        if (await _rejoin.SqlAsync("SELECT pg_is_in_recovery()", cancellationToken) != "f")
            throw new ActionFailedException("pg_ctl promote ended well, and the instance is still in recovery.");
    }

    private async Task SetAsync(string setting, string value, CancellationToken cancellationToken)
    {
        await _rejoin.SqlAsync($"ALTER SYSTEM SET {setting} = '{value}'", cancellationToken);
        await _rejoin.SqlAsync("SELECT pg_reload_conf()", cancellationToken);
    }

    private async Task AskAsync(Instance instance, Postmaster postmaster, CancellationToken cancellationToken)
    {
        try
        {
            if (await session.AskAsync(postmaster, PostgreSqlQuestion.Sql, cancellationToken) is [{ Rows: [[var text]] }])
            {
                Fill(instance, text);
                return;
            }
        }
        catch (TimeoutException)
        {
            instance.Notes.Add($"The database did not answer within {options.Database.QueryTimeout.TotalSeconds:0.#} s.");
            (instance.State, instance.StateText) = (State.Unknown, "Unknown");
            return;
        }

        var answer = await programs.AskAsync("psql", _rejoin.SqlArguments(PostgreSqlQuestion.Sql), cancellationToken);
        if (!answer.Succeeded)
        {
            instance.Notes.Add(answer.TimedOut ? $"psql had no answer within {options.Database.QueryTimeout.TotalSeconds:0.#} s." : $"psql had no answer: {answer.Tail}");
            (instance.State, instance.StateText) = answer.Error.Contains("starting up", StringComparison.Ordinal) ? (State.Starting, "Starting") : (State.Unknown, "Unknown");
            return;
        }

        Fill(instance, answer.Output);
    }

    private void Fill(Instance instance, string answer)
    {
        try
        {
            var facts = JsonSerializer.Deserialize(answer, PostgreSqlFactsContext.Default.PostgreSqlFacts)!;
            _systemIdentifier = facts.SystemIdentifier;
            PostgreSqlDescription.Fill(instance, facts);
        }
        catch (JsonException e)
        {
            instance.Notes.Add($"What the database answered is not understood: {e.Message}");
        }
    }
}
