namespace Ham4Db.Functions.Web;

/// <summary>A file of the page, in every encoding that was made of it.</summary>
/// <param name="ContentType">Media type.</param>
/// <param name="Plain">As it is.</param>
/// <param name="Brotli">Compressed with Brotli; null where it was not.</param>
/// <param name="Gzip">Compressed with gzip; null where it was not.</param>
internal sealed record WebFile(string ContentType, byte[] Plain, byte[]? Brotli, byte[]? Gzip)
{
    /// <summary>The smallest form that a caller takes, and the name of its encoding; null for none.</summary>
    /// <param name="acceptEncoding">The header of the request.</param>
    public (byte[] Body, string? Encoding) Choose(string acceptEncoding) =>
        Brotli is not null && Accepts(acceptEncoding, "br") ? (Brotli, "br")
        : Gzip is not null && Accepts(acceptEncoding, "gzip") ? (Gzip, "gzip")
        : (Plain, null);

    private static bool Accepts(string header, string encoding)
    {
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries))
        {
            var pieces = part.Split(';', StringSplitOptions.TrimEntries);
            if (!string.Equals(pieces[0], encoding, StringComparison.OrdinalIgnoreCase)) continue;
            // A weight of nothing means that it is not wanted.
            return !pieces.Skip(1).Any(p => p.StartsWith("q=0", StringComparison.OrdinalIgnoreCase) && p[3..].Trim('.', '0').Length == 0);
        }

        return false;
    }
}
