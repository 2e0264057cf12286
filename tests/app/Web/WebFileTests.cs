using Ham4Db.Functions.Web;

namespace Ham4Db.Functions.Tests.Web;

public sealed class WebFileTests
{
    private static readonly WebFile File = new("text/css", [0], [1], [2]);

    [Theory]
    [InlineData("", null)]
    [InlineData("identity", null)]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("GZIP;q=0.5", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("br;q=0.0, gzip;q=0.001", "gzip")]
    [InlineData("brotli, xgzip", null)]
    public void Is_sent_in_the_smallest_form_that_is_taken(string accepts, string? expected)
    {
        var (body, encoding) = File.Choose(accepts);
        Assert.Equal((expected, expected switch { "br" => 1, "gzip" => 2, _ => 0 }), (encoding, (int)body[0]));
    }

    [Fact]
    public void Is_sent_as_it_is_where_it_was_not_compressed() => Assert.Null((File with { Brotli = null, Gzip = null }).Choose("br, gzip").Encoding);
}
