using System.Net;
using System.Text.Json;

namespace Ham4Db.Functions.Tests.Api.Fixtures;

/// <summary>An answer of the API.</summary>
internal sealed record ApiReply(HttpStatusCode Status, string ContentType, string Text)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The kind of problem that this is, as clients tell them apart.</summary>
    public string ProblemKind => Json.GetProperty("type").GetString()!["urn:ham4db:problem:".Length..];

    private string Whole => $"{(int)Status} {ContentType}: {Text}";

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string Code => Json.GetProperty(nameof(Code)).GetString()!;

    public string Message => Json.GetProperty(nameof(Message)).GetString()!;

    public JsonElement Details => Json.GetProperty(nameof(Details));

    /// <summary>Details of an answer that must be a success.</summary>
    public JsonElement Ok
    {
        get
        {
            Assert.True(Status == HttpStatusCode.OK && Code == "OK", Whole);
            return Details;
        }
    }

    /// <summary>Message of an answer that must be a failure.</summary>
    public string Error
    {
        get
        {
            Assert.True(Status == HttpStatusCode.InternalServerError && Code == "ERROR", Whole);
            return Message;
        }
    }

    /// <summary>A raw answer that must be a success.</summary>
    public JsonElement Raw
    {
        get
        {
            Assert.True(Status == HttpStatusCode.OK, Whole);
            return Json;
        }
    }

    /// <summary>Detail of problem details with a status.</summary>
    public string Problem(HttpStatusCode status)
    {
        Assert.True(Status == status, Whole);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal((int)status, Json.GetProperty("status").GetInt32());
        Assert.StartsWith("urn:ham4db:problem:", Json.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(Json.GetProperty("title").GetString()!);
        return Json.GetProperty("detail").GetString()!;
    }
}
