using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Fencing;
using Ham4Db.OpenGaussAgent.Hosting;
using Microsoft.AspNetCore.Connections.Features;

namespace Ham4Db.OpenGaussAgent.Access;

/// <summary>
/// In front of every gRPC call, before its message is read: v2 needs the certificate or token that is configured, the first Ham4DB's service
/// an address that is named. What is neither is not there.
/// </summary>
internal sealed class AccessGate(AgentOptions options, AgentPorts ports, Contacts contacts, ILogger<AccessGate> logger)
{
    private const string Scheme = "Bearer ";
    private static readonly object CheckedCertificate = new();
    private readonly ClientCertificateCheck _certificates = new(options.Access);
    private readonly byte[] _token = SHA256.HashData(Encoding.UTF8.GetBytes(options.Access.Token));
    private readonly HashSet<IPAddress> _originalAddresses = [.. options.Original.AllowedAddresses.Select(IPAddress.Parse)];

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var port = context.Connection.LocalPort;
        var refusal = context.Request.Path.StartsWithSegments("/ham4db.agent.v2.InstanceAgent", StringComparison.Ordinal) && port == ports.Grpc
            ? Check(context)
            : context.Request.Path.StartsWithSegments("/dtstruct.OpengaussAgent", StringComparison.Ordinal) && port == ports.Original
                ? CheckOriginal(context)
                : (StatusCode.Unimplemented, "There is no such service here.");
        if (refusal is not var (status, message))
        {
            await next(context);
            return;
        }

        Log.Unauthenticated(logger, context.Connection.RemoteIpAddress, context.Request.Path, message);
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(message);
    }

    private (StatusCode Status, string Message)? Check(HttpContext context)
    {
        var name = "token";
        if (options.Access.ClientAuthorityFile.Length > 0)
        {
            if (CertificateRefusal(context) is { } reason)
                return (StatusCode.Unauthenticated, reason);
            name = context.Connection.ClientCertificate!.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        }

        if (options.Access.Token.Length > 0 && !HasToken(context.Request))
            return (StatusCode.Unauthenticated, "The token is missing or wrong.");
        context.Features.Set(new Caller(name));
        contacts.HeardServer();
        return null;
    }

    // A connection keeps its certificate, and a chain takes long to build.
    private string? CertificateRefusal(HttpContext context)
    {
        var items = context.Features.Get<IConnectionItemsFeature>()?.Items;
        if (items is not null && items.TryGetValue(CheckedCertificate, out var known))
            return (string?)known;
        var refusal = _certificates.Refuse(context.Connection.ClientCertificate);
        if (items is not null)
            items[CheckedCertificate] = refusal;
        return refusal;
    }

    private bool HasToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim())), _token);
    }

    private (StatusCode Status, string Message)? CheckOriginal(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        if (address is null || !_originalAddresses.Contains(address))
            return (StatusCode.PermissionDenied, "This address may not call this service.");
        context.Features.Set(new Caller(address.ToString()));
        return null;
    }
}
