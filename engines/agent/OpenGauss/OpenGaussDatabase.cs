using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Parsing;
using Ham4Db.OpenGaussAgent.Protocol;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.OpenGaussAgent.OpenGauss;

/// <summary>An openGauss instance by gs_ctl, gs_guc, gsql and, for the cluster, gs_om and cm_ctl.</summary>
internal sealed class OpenGaussDatabase(AgentOptions options, DatabasePrograms programs, LocalSession session, TimeProvider time) : IDatabase
{
    private static readonly TimeSpan ControlKeptFor = TimeSpan.FromSeconds(10);

    private readonly ManagerDetector _manager = new(options.Database, programs, time);
    private readonly OpenGaussLook _look = new(options.Database, programs, session);
    private string _version = "";
    private string _systemIdentifier = "";
    private (string Role, long At, ControlData Data)? _control;

    public async Task<Instance> DescribeAsync(bool members, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var postmaster = Postmaster.Read(programs.DataFolder);
        var instance = InstanceDescription.Begin(options, postmaster, Engine.Opengauss, time);
        var look = _look.AskAsync(postmaster, withFacts: true, cancellationToken);
        var manager = _manager.FindAsync(cancellationToken);
        var cluster = members ? ClusterAsync(cancellationToken) : Task.FromResult<ClusterReport?>(null);
        var (report, facts, lateFrom) = await look;
        if (lateFrom is not null)
            instance.Notes.Add($"{lateFrom} did not answer within {options.Database.QueryTimeout.TotalSeconds:0.#} s.");
        SetState(instance, report);
        SetControlData(instance, await ControlAsync(instance, cancellationToken));
        SetFacts(instance, facts);
        instance.Manager = await manager;
        if (await cluster is { } known)
        {
            instance.ClusterState = known.State;
            instance.Members.AddRange(known.Members);
            instance.Notes.AddRange(known.Notes);
        }

        instance.Version = _version = _version.Length > 0 ? _version : await VersionAsync(cancellationToken);
        instance.CollectionMs = (uint)watch.ElapsedMilliseconds;
        return instance;
    }

    public Refusal? Check(ActRequest request)
    {
        if (request.Action == Action.Follow)
            return new(StatusCode.Unimplemented, "openGauss finds its source by replconninfo; set that, or build with the role that it should have.");
        if (request.Action is Action.SetRole && request.Role is not (Role.Primary or Role.Standby or Role.CascadeStandby or Role.Pending))
            return new(StatusCode.InvalidArgument, $"'role' of {request.Action} must be ROLE_PRIMARY, ROLE_STANDBY, ROLE_CASCADE_STANDBY or ROLE_PENDING, not '{request.Role}'.");
        if (request.Action is Action.Start && request.Role is not (Role.Unknown or Role.Primary or Role.Standby or Role.CascadeStandby or Role.Pending))
            return new(StatusCode.InvalidArgument, $"'role' of {request.Action} cannot be '{request.Role}'.");
        if (request.Action is Action.Build && request.Role is not (Role.Unknown or Role.Standby or Role.CascadeStandby))
            return new(StatusCode.InvalidArgument, $"'role' of {request.Action} must be ROLE_STANDBY or ROLE_CASCADE_STANDBY, not '{request.Role}'.");
        return request.Action is Action.Build && request.SourceHost.Length > 0
            ? new(StatusCode.InvalidArgument, "'source_host' has no meaning for openGauss, which builds from the primary or standby that its replconninfo leads to.")
            : null;
    }

    public async Task ActAsync(ActRequest request, IActionProgress progress, CancellationToken cancellationToken)
    {
        var folder = programs.DataFolder;
        switch (request.Action)
        {
            case Action.Start:
                if (!Postmaster.Read(folder).Process.Alive)
                    await programs.DoAsync("gs_ctl", ["start", "-D", folder, .. ModeOf(request.Role)], progress, cancellationToken);
                break;
            case Action.Stop:
                await StopAsync(request.StopMode, progress, cancellationToken);
                break;
            case Action.Restart:
                await programs.DoAsync("gs_ctl", ["restart", "-D", folder], progress, cancellationToken);
                break;
            case Action.SetRole:
                await StopAsync(StopMode.StopFast, progress, cancellationToken);
                await programs.DoAsync("gs_ctl", ["start", "-D", folder, .. ModeOf(request.Role)], progress, cancellationToken);
                break;
            case Action.Failover or Action.Switchover:
                await TakeOverAsync(request.Action == Action.Failover ? "failover" : "switchover", progress, cancellationToken);
                break;
            case Action.Build:
                await BuildAsync(request, progress, cancellationToken);
                break;
            case Action.SetSynchronousStandbys:
                await ReloadAsync($"synchronous_standby_names='{request.Value}'", cancellationToken);
                break;
            case Action.SetReadOnly:
                await ReloadAsync("default_transaction_read_only=on", cancellationToken);
                break;
            case Action.SetWritable:
                await ReloadAsync("default_transaction_read_only=off", cancellationToken);
                break;
            case Action.Checkpoint:
                await programs.DoAsync("gsql", _look.SqlArguments(Postmaster.Read(folder), "CHECKPOINT"), progress, cancellationToken);
                break;
            default:
                throw new ActionFailedException($"openGauss has no action {request.Action}.");
        }
    }

    public Task<LogPart?> ReadLogAsync(uint timeline, ulong from, CancellationToken cancellationToken) => Task.FromResult<LogPart?>(null);

    public Task StopHardAsync(CancellationToken cancellationToken) => HardStop.RunAsync(
        programs.DataFolder,
        (limit, token) => programs.TryAsync("gs_ctl", ["stop", "-D", programs.DataFolder, "-m", "immediate"], limit, token),
        options.Fencing.StopTimeout,
        cancellationToken);

    private async Task StopAsync(StopMode mode, IActionProgress? progress, CancellationToken cancellationToken)
    {
        if (Postmaster.Read(programs.DataFolder).Process.Alive)
            await programs.DoAsync("gs_ctl", ["stop", "-D", programs.DataFolder, "-m", mode == StopMode.StopImmediate ? "immediate" : "fast"], progress, cancellationToken);
    }

    // gs_ctl has been seen to end well without having done it: what the instance says afterwards counts.
    private async Task TakeOverAsync(string verb, IActionProgress progress, CancellationToken cancellationToken)
    {
        var before = (await RoleAsync(cancellationToken)).Role;
        if (before == Role.Primary)
            return;
        await programs.DoAsync("gs_ctl", [verb, "-D", programs.DataFolder], progress, cancellationToken);
        var after = await RoleAsync(cancellationToken);
        // A cascade standby changes roles with its standby.
        var wanted = before == Role.CascadeStandby && verb == "switchover" ? Role.Standby : Role.Primary;
        if (after.Role != wanted)
            throw new ActionFailedException($"After gs_ctl {verb} the instance calls itself '{after.RoleText}', not '{wanted}'.");
    }

    private async Task BuildAsync(ActRequest request, IActionProgress progress, CancellationToken cancellationToken)
    {
        var mode = request.BuildMode switch { BuildMode.BuildFull => "full", BuildMode.BuildIncremental => "incremental", _ => "auto" };
        progress.FolderIsHalfBuilt();
        var result = await programs.BuildAsync("gs_ctl", ["build", "-D", programs.DataFolder, "-b", mode, .. ModeOf(request.Role)], progress, cancellationToken);
        if (!result.Succeeded)
            throw new ActionFailedException("gs_ctl build", result);
        progress.FolderIsWhole();
    }

    private async Task ReloadAsync(string setting, CancellationToken cancellationToken) =>
        await programs.DoAsync("gs_guc", ["reload", "-D", programs.DataFolder, "-c", setting], null, cancellationToken);

    private async Task<GsCtlReport> RoleAsync(CancellationToken cancellationToken) =>
        (await _look.AskAsync(Postmaster.Read(programs.DataFolder), withFacts: false, cancellationToken)).Report;

    // It changes with the role, and with nothing else that matters.
    private async Task<ControlData> ControlAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (_control is { } known && (!instance.Answers || known.Role == instance.RoleText) && time.GetElapsedTime(known.At) < ControlKeptFor)
            return known.Data;
        var data = ControlData.Parse((await programs.AskAsync("pg_controldata", [programs.DataFolder], cancellationToken)).Output);
        _control = (instance.RoleText, time.GetTimestamp(), data);
        return data;
    }

    private async Task<ClusterReport?> ClusterAsync(CancellationToken cancellationToken)
    {
        if (programs.Has("cm_ctl"))
        {
            var report = ClusterStatus.Parse((await programs.AskAsync("cm_ctl", ["query", "-Cvipd"], cancellationToken)).Output);
            if (report.Members.Count > 0)
                return report;
        }

        return programs.Has("gs_om") ? ClusterStatus.Parse((await programs.AskAsync("gs_om", ["-t", "status", "--detail"], cancellationToken)).Output) : null;
    }

    private async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        // "gs_ctl (openGauss 5.0.0 build a07d57c3) compiled at ..."
        var text = (await programs.AskAsync("gs_ctl", ["--version"], cancellationToken)).Output;
        var words = text.Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return words.SkipWhile(word => !word.Equals("openGauss", StringComparison.OrdinalIgnoreCase)).Skip(1).FirstOrDefault() ?? "";
    }

    private static IEnumerable<string> ModeOf(Role role) => role switch
    {
        Role.Primary => ["-M", "primary"],
        Role.Standby => ["-M", "standby"],
        Role.CascadeStandby => ["-M", "cascade_standby"],
        Role.Pending => ["-M", "pending"],
        _ => [],
    };

    private static void SetState(Instance instance, GsCtlReport report)
    {
        instance.Answers = report.Outcome == GsCtlOutcome.Answered;
        instance.Healthy = report.IsHealthy && instance.Process.Alive;
        (instance.RoleText, instance.StateText, instance.DetailText) = (report.RoleText, report.StateText, report.DetailText);
        (instance.Role, instance.State, instance.Detail) = (report.Role, report.State, report.Detail);
        if (report.StaticConnections is { } connections)
            instance.StaticConnections = connections;
        instance.Senders.AddRange(report.Senders);
        instance.Receiver = report.Receiver;
        instance.Notes.AddRange(report.Notes);
        switch (report.Outcome)
        {
            case GsCtlOutcome.NotRunning:
                (instance.State, instance.StateText) = (State.Down, "Down");
                break;
            case GsCtlOutcome.FromFile:
                instance.Notes.Add("The instance takes no connection; its role and state are from a file and may be old.");
                break;
            case GsCtlOutcome.Unclear:
                instance.Notes.Add("What gs_ctl query printed is not understood.");
                break;
        }

        if (report.Receiver is { } receiver)
        {
            instance.Positions = new Positions();
            if (receiver.HasReceived)
                instance.Positions.Received = receiver.Received;
            if (receiver.HasFlushed)
                instance.Positions.Flushed = receiver.Flushed;
            if (receiver.HasReplayed)
                instance.Positions.Replayed = receiver.Replayed;
        }
    }

    private void SetControlData(Instance instance, ControlData control)
    {
        if (control.SystemIdentifier.Length > 0)
            _systemIdentifier = control.SystemIdentifier;
        (instance.SystemIdentifier, instance.Timeline) = (_systemIdentifier, control.Timeline);
    }

    private static void SetFacts(Instance instance, IReadOnlyList<string>? fields)
    {
        if (fields is null)
        {
            if (instance.Process.Alive)
                instance.Notes.Add("It did not answer gsql: positions without a receiver, read-only and the synchronous standbys are not known.");
            return;
        }

        instance.Positions ??= new Positions();
        if (WalPosition.Parse(fields[0]) is { } received)
        {
            if (instance.Role == Role.Primary)
                instance.Positions.Written = received;
            else if (!instance.Positions.HasReceived || received > instance.Positions.Received)
                instance.Positions.Received = received;
        }

        if (instance.Role != Role.Primary && WalPosition.Parse(fields[1]) is { } replayed)
            instance.Positions.Replayed = replayed;
        instance.ReadOnly = fields[2] == "on" || instance.Role is not (Role.Primary or Role.Normal);
        instance.SynchronousStandbyNames = fields[3];
        if (instance.Role != Role.Primary && double.TryParse(fields[4], NumberStyles.Float, CultureInfo.InvariantCulture, out var delay))
            instance.ReplayDelaySeconds = Math.Max(0, delay);
    }
}
