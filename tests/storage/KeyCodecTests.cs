using CsCheck;

namespace Ham4Db.Storage.Tests;

public sealed class KeyCodecTests
{
    // Any UTF-16 unit, halves of surrogate pairs included, but mostly those that the code treats in a way of their own.
    private static readonly Gen<string> Keys = Gen.OneOf(
        Gen.Char["\0\u001f !\"#$%&'./0>?@[\\]a|}~\u007f\u0080é\ud83d\ude00\uffff"], Gen.Char['\0', '\uffff']).Array[0, 6].Select(chars => new string(chars));

    [Fact]
    public void Encoding_is_reversible_and_keeps_the_order() =>
        Gen.Select(Keys, Keys).Sample(
            (a, b) => KeyCodec.Decode(KeyCodec.Encode(a)) == a
                && Math.Sign(string.CompareOrdinal(KeyCodec.Encode(a), KeyCodec.Encode(b))) == Math.Sign(string.CompareOrdinal(a, b)),
            iter: 200_000);

    [Fact]
    public void What_is_stored_has_nothing_that_azure_tables_forbids_or_that_needs_care_in_a_url_or_a_literal() =>
        Keys.Sample(key => KeyCodec.Encode(key).All(c => c is >= ' ' and <= '~' and not ('#' or '%' or '\'' or '/' or '?' or '\\')), iter: 50_000);

    [Theory]
    [InlineData("mysql:db1.example.com:3306")]
    [InlineData("2026-01-31T23:59:59.9999999Z")]
    [InlineData("{a|b}[c]=(d)*<e>,\"f\"@g_h-i+j;k!l^m`n")]
    public void Common_keys_are_stored_as_they_are(string key) => Assert.Equal(key, KeyCodec.Encode(key));

    [Theory]
    [InlineData("a/b", "a.~b")]
    [InlineData("a b", "a ~b")]
    [InlineData("~", "}~")]
    [InlineData("\n", " 0A")]
    [InlineData("é", "}~~00E9")]
    public void Other_keys_are_stored_so(string key, string stored) => Assert.Equal(stored, KeyCodec.Encode(key));

    [Theory]
    [InlineData(" ")]
    [InlineData(" 0")]
    [InlineData(" 0x")]
    [InlineData("}~~00E")]
    [InlineData("}~~-0E9")]
    public void A_key_that_something_else_wrote_is_an_error(string stored) =>
        Assert.Contains(stored, Assert.Throws<InvalidDataException>(() => KeyCodec.Decode(stored)).Message, StringComparison.Ordinal);
}
