using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Ham4Db.Functions.Publishing.Targets;

/// <summary>A datacentre of Consul, over its HTTP API: the keys of a cluster are one transaction.</summary>
/// <param name="http">Makes requests.</param>
/// <param name="address">Where Consul is: scheme, host and port.</param>
/// <param name="token">ACL token; empty for none.</param>
/// <param name="datacentre">The datacentre; empty for the agent's own.</param>
internal sealed class ConsulTarget(HttpJson http, Uri address, string token, string datacentre) : IKeyValueTarget
{
    public string Name => datacentre.Length == 0 ? $"consul {address.Authority}" : $"consul {address.Authority} {datacentre}";

    /// <summary>The datacentres that an agent knows.</summary>
    /// <exception cref="PublishException">It does not tell.</exception>
    public static async Task<IReadOnlyList<string>> DatacentresAsync(HttpJson http, Uri address, string token, CancellationToken cancellationToken)
    {
        var (status, json) = await http.SendAsync(HttpMethod.Get, new Uri(address, "/v1/catalog/datacenters"), body: null, Token(token), cancellationToken);
        return status == HttpStatusCode.OK && json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : throw new PublishException($"{address.Authority} answered {(int)status} when it was asked for its datacentres");
    }

    public async Task<Fence> ReadFenceAsync(string fenceKey, CancellationToken cancellationToken)
    {
        var path = "/v1/kv/" + string.Join('/', fenceKey.Split('/').Select(Uri.EscapeDataString));
        var (status, json) = await http.SendAsync(HttpMethod.Get, Url(path, "consistent"), body: null, Token(token), cancellationToken);
        if (status == HttpStatusCode.NotFound) return Fence.None;
        if (status != HttpStatusCode.OK || json.ValueKind != JsonValueKind.Array || json.GetArrayLength() != 1) throw Answered(status);
        var value = json[0].GetProperty("Value");
        return new Fence(value.ValueKind == JsonValueKind.String ? HttpJson.Decode(value.GetString()!) : "", json[0].GetProperty("ModifyIndex").GetInt64());
    }

    public async Task<bool> TryWriteAsync(string fenceKey, Fence seen, long epoch, IReadOnlyList<KeyValuePair<string, string>> pairs, CancellationToken cancellationToken)
    {
        object[] operations =
        [
            new { KV = new { Verb = "cas", Key = fenceKey, Value = HttpJson.Encode(epoch.ToString(CultureInfo.InvariantCulture)), Index = seen.Version } },
            .. pairs.Select(pair => new { KV = new { Verb = "set", pair.Key, Value = HttpJson.Encode(pair.Value) } }),
        ];
        var (status, _) = await http.SendAsync(HttpMethod.Put, Url("/v1/txn", ""), operations, Token(token), cancellationToken);
        return status switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.Conflict => false,
            _ => throw Answered(status),
        };
    }

    private static (string, string?) Token(string token) => ("X-Consul-Token", token);

    private Uri Url(string path, string query)
    {
        var parts = new[] { query, datacentre.Length > 0 ? "dc=" + Uri.EscapeDataString(datacentre) : "" }.Where(part => part.Length > 0);
        return new Uri(address, $"{path}?{string.Join('&', parts)}".TrimEnd('?'));
    }

    private PublishException Answered(HttpStatusCode status) => new($"{Name} answered {(int)status}{(status == HttpStatusCode.Forbidden ? ": ConsulAclToken may not do this" : "")}");
}
