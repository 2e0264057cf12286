using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Ham4Db.Functions.Publishing.Targets;

/// <summary>A cluster of etcd, over its JSON gateway (version 3): the keys of a cluster are one transaction. The first member that answers is asked.</summary>
/// <param name="http">Makes requests.</param>
/// <param name="addresses">Its members: scheme, host and port.</param>
/// <param name="user">User; empty for none.</param>
/// <param name="password">Password.</param>
internal sealed class EtcdTarget(HttpJson http, IReadOnlyList<Uri> addresses, string user, string password) : IKeyValueTarget
{
    private string? _token;

    public string Name => $"etcd {string.Join(',', addresses.Select(address => address.Authority))}";

    public async Task<Fence> ReadFenceAsync(string fenceKey, CancellationToken cancellationToken)
    {
        var json = await AskAsync("/v3/kv/range", new { key = HttpJson.Encode(fenceKey) }, cancellationToken);
        if (!json.TryGetProperty("kvs", out var found) || found.GetArrayLength() == 0) return Fence.None;
        var text = found[0].TryGetProperty("value", out var value) ? HttpJson.Decode(value.GetString()!) : "";
        return new Fence(text, long.Parse(found[0].GetProperty("mod_revision").GetString()!, CultureInfo.InvariantCulture));
    }

    public async Task<bool> TryWriteAsync(string fenceKey, Fence seen, long epoch, IReadOnlyList<KeyValuePair<string, string>> pairs, CancellationToken cancellationToken)
    {
        IEnumerable<KeyValuePair<string, string>> all = [KeyValuePair.Create(fenceKey, epoch.ToString(CultureInfo.InvariantCulture)), .. pairs];
        var transaction = new
        {
            compare = new[] { new { key = HttpJson.Encode(fenceKey), target = "MOD", result = "EQUAL", mod_revision = seen.Version.ToString(CultureInfo.InvariantCulture) } },
            success = all.Select(pair => new { request_put = new { key = HttpJson.Encode(pair.Key), value = HttpJson.Encode(pair.Value) } }),
        };
        var json = await AskAsync("/v3/kv/txn", transaction, cancellationToken);
        return json.TryGetProperty("succeeded", out var succeeded) && succeeded.ValueKind == JsonValueKind.True;
    }

    private async Task<JsonElement> AskAsync(string path, object body, CancellationToken cancellationToken)
    {
        PublishException? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await AskAsync(address, path, body, cancellationToken);
            }
            catch (PublishException exception)
            {
                last = exception;
            }
        }

        throw last!;
    }

    private async Task<JsonElement> AskAsync(Uri address, string path, object body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (user.Length > 0) _token ??= await LogInAsync(address, cancellationToken);
            var (status, json) = await http.SendAsync(HttpMethod.Post, new Uri(address, path), body, ("Authorization", _token), cancellationToken);
            if (status == HttpStatusCode.OK && json.ValueKind == JsonValueKind.Object) return json;
            // A token lives for minutes.
            if (user.Length == 0 || attempt == 2) throw new PublishException($"etcd {address.Authority} answered {(int)status}");
            _token = null;
        }
    }

    private async Task<string> LogInAsync(Uri address, CancellationToken cancellationToken)
    {
        var (status, json) = await http.SendAsync(HttpMethod.Post, new Uri(address, "/v3/auth/authenticate"), new { name = user, password }, default, cancellationToken);
        return status == HttpStatusCode.OK && json.TryGetProperty("token", out var token)
            ? token.GetString()!
            : throw new PublishException($"etcd {address.Authority} does not accept EtcdUser and EtcdPassword ({(int)status})");
    }
}
