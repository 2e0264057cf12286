using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Versions;
using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>Resources about what people set: everywhere, and for a cluster.</summary>
internal sealed class SettingsEndpoints(Decisions decisions, Naming naming, FleetReader reader, FleetLookup lookup)
{
    public async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var value = await decisions.GetSwitchAsync(cancellationToken);
        return VersionTag.Answer(context, VersionTag.Of(value), SettingsView.Of(value));
    }

    public async Task<IResult> ChangeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await V2Body.ReadAsync<SettingsBody>(context.Request, "{\"areRecoveriesDisabled\":true}", none: null, cancellationToken);
        if (body.AreRecoveriesDisabled is not { } disabled) throw OperationException.Invalid("Give areRecoveriesDisabled: true or false.");
        var before = await decisions.GetSwitchAsync(cancellationToken);
        VersionTag.Ensure(context.Request, VersionTag.Of(before));
        await decisions.SwitchAsync(disabled, context.Request.Headers.IfMatch.Count > 0 ? before : null, context.Caller(), cancellationToken);
        var after = await decisions.GetSwitchAsync(cancellationToken);
        context.Response.Headers.ETag = VersionTag.Of(after);
        return TypedResults.Json(SettingsView.Of(after), V2Json.Options);
    }

    public async Task<IResult> GetOfClusterAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var settings = ClusterSettings.Of((await FindAsync(id, context, cancellationToken)).State);
        return VersionTag.Answer(context, VersionTag.Of(settings), settings);
    }

    public async Task<IResult> ChangeOfClusterAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var body = await V2Body.ReadAsync<ClusterSettingsBody>(context.Request, "{\"areRecoveriesDisabled\":true,\"alias\":\"shop\"}", none: null, cancellationToken);
        if (body is { AreRecoveriesDisabled: null, Alias: null }) throw OperationException.Invalid("Give areRecoveriesDisabled (true or false), an alias, or both.");
        // By its id from here on: the name that it was found by may be the alias that goes.
        id = (await FindAsync(id, context, cancellationToken)).Record.ClusterId;
        while (true)
        {
            var cluster = await FindAsync(id, context, cancellationToken);
            var before = ClusterSettings.Of(cluster.State);
            VersionTag.Ensure(context.Request, VersionTag.Of(before));
            try
            {
                var settings = new ClusterSettings(body.AreRecoveriesDisabled ?? before.AreRecoveriesDisabled, body.Alias ?? before.Alias);
                await decisions.ChangeSettingsAsync(cluster, settings, naming, context.Caller(), cancellationToken);
                break;
            }
            catch (OperationException exception) when (exception.Error == OperationError.Precondition && context.Request.Headers.IfMatch.Count == 0)
            {
                // Somebody else changed them at the same time, and this caller does not mind.
            }
        }

        var after = ClusterSettings.Of((await FindAsync(id, context, cancellationToken)).State);
        context.Response.Headers.ETag = VersionTag.Of(after);
        return TypedResults.Json(after, V2Json.Options);
    }

    private async Task<ClusterView> FindAsync(string id, HttpContext context, CancellationToken cancellationToken) => await reader.ReadAsync(
        await lookup.FindClusterAsync(id, EngineSegment.Of(context), cancellationToken), cancellationToken);
}
