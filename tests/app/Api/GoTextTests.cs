using Ham4Db.Functions.Api.Legacy.Json;

namespace Ham4Db.Functions.Tests.Api;

public sealed class GoTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a \"b\" c:\\d", "\"a \\\"b\\\" c:\\\\d\"")]
    [InlineData("one\ntwo\tthree\u0001", "\"one\\ntwo\\tthree\\x01\"")]
    [InlineData("größe", "\"gr\\u00f6\\u00dfe\"")]
    [InlineData("\U0001F600", "\"\\U0001f600\"")]
    public void Errors_are_quoted_as_go_does(string text, string quoted) => Assert.Equal(quoted, GoText.Quote(text));
}
