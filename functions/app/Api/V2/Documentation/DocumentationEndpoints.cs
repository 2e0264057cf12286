using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ham4Db.Functions.Api.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.V2.Documentation;

/// <summary>The interface's description, for programs and for people. It is made when it is first asked for, and stays.</summary>
internal sealed class DocumentationEndpoints
{
    private readonly Lazy<JsonObject> _document;
    private readonly Lazy<(byte[] Body, string Tag)> _json;
    private readonly Lazy<(byte[] Body, string Tag)> _page;
    private IEndpointRouteBuilder? _endpoints;

    public DocumentationEndpoints()
    {
        _document = new(() => DocumentMaker.Make(_endpoints!.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()));
        _json = new(() => Tagged(JsonSerializer.SerializeToUtf8Bytes(_document.Value, V2Json.Options)));
        _page = new(() => Tagged(Encoding.UTF8.GetBytes(DocumentationPage.Make(_document.Value))));
    }

    /// <summary>Tells it which endpoints there are.</summary>
    public void Describe(IEndpointRouteBuilder endpoints) => _endpoints = endpoints;

    public IResult Document() => new BodyAnswer(_json.Value.Body, "application/json; charset=utf-8", _json.Value.Tag);

    public IResult Page(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = DocumentationPage.Policy;
        return new BodyAnswer(_page.Value.Body, "text/html; charset=utf-8", _page.Value.Tag);
    }

    private static (byte[] Body, string Tag) Tagged(byte[] body) => (body, $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"");
}
