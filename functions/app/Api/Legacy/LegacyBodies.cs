using System.Buffers;
using System.Text.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.Reading;

namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Answers that many ask for, each made once for all who ask.</summary>
internal sealed class LegacyBodies(FleetModel model)
{
    /// <summary>A list of what is said of all clusters; null where it is to be read from the store.</summary>
    /// <param name="call">The call.</param>
    /// <param name="kind">Which list.</param>
    /// <param name="part">What is said of a cluster.</param>
    /// <param name="message">Message of the envelope; null for a list without one.</param>
    public async Task<LegacyAnswer?> AllAsync<T>(LegacyCall call, string kind, Func<ClusterView, IReadOnlyList<T>> part, string? message = null)
    {
        if (await model.ReadAsync(call.Cancellation) is not { } moment) return null;
        var body = moment.Body(kind, call.Engine, clusters => Framed(JsonBodies.Join([], [.. clusters.Select(c => Part(c, kind, part))], []), message));
        return LegacyAnswer.Made(body, moment.Version);
    }

    /// <summary>The same of one cluster.</summary>
    public async Task<LegacyAnswer?> OneAsync<T>(ClusterView view, LegacyCall call, string kind, Func<ClusterView, IReadOnlyList<T>> part)
    {
        if (await model.ReadAsync(call.Cancellation) is not { } moment || moment.Find(view.Record.ClusterId) is not { } cluster) return null;
        return LegacyAnswer.Made(cluster.Body(kind + "-one", _ => JsonBodies.Join("["u8, [Part(cluster, kind, part)], "]"u8)), moment.VersionOf(cluster));
    }

    /// <summary>An answer about one cluster.</summary>
    public async Task<LegacyAnswer?> OneAsync(ClusterView view, LegacyCall call, string kind, Func<ClusterView, LegacyAnswer> make)
    {
        if (await model.ReadAsync(call.Cancellation) is not { } moment || moment.Find(view.Record.ClusterId) is not { } cluster) return null;
        return LegacyAnswer.Made(cluster.Body(kind, v => Json(make(v).Body)), moment.VersionOf(cluster));
    }

    private static byte[] Part<T>(ClusterMoment cluster, string kind, Func<ClusterView, IReadOnlyList<T>> part) => cluster.Body(kind, v => JsonBodies.Elements(part(v), LegacyJson.Options));

    private static byte[] Framed(byte[] elements, string? message)
    {
        if (message is null) return [.. "["u8, .. elements, .. "]"u8];
        ReadOnlySpan<byte> envelope = Json(LegacyAnswer.Ok(message, Array.Empty<int>()).Body);
        var body = new ArrayBufferWriter<byte>();
        // The result stands there under two names.
        for (var at = envelope.IndexOf("[]"u8); at >= 0; at = envelope.IndexOf("[]"u8))
        {
            body.Write(envelope[..(at + 1)]);
            body.Write(elements);
            body.Write("]"u8);
            envelope = envelope[(at + 2)..];
        }

        body.Write(envelope);
        return body.WrittenSpan.ToArray();
    }

    private static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), LegacyJson.Options);
}
