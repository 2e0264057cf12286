using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Ham4Db.Functions.Web;

/// <summary>The page's document as it is sent: it says where it lies and carries a number that only this answer's styles may have.</summary>
internal static class WebPage
{
    /// <summary>Where the page lies.</summary>
    public const string Root = "/ui/";

    /// <summary>What is said where the page was not built.</summary>
    public const string Missing = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Ham4Db: the page was not built</title></head>
        <body>
        <h1>The web page was not built</h1>
        <p>This service was built without its web page. The API and the command line work.</p>
        <p>Build it with Node 20 or newer, then the service again, and start it:</p>
        <pre>cd functions/web &amp;&amp; npm ci &amp;&amp; npm run build &amp;&amp; cd ../.. &amp;&amp; ./ham4db up</pre>
        <p><code>./ham4db</code> does the first part by itself where <code>npm</code> is in PATH.</p>
        </body>
        </html>

        """;

    private const string Base = "<base href=\"/ui/\" />";
    private const string Nonce = "<meta name=\"csp-nonce\" content=\"\" />";
    private const int NonceBytes = 16;

    /// <summary>A number that nobody can guess.</summary>
    public static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));

    /// <summary>
    /// What the document may load: scripts and data from here alone, none that stand in it. The component library writes its colours into style elements; those carry the number.
    /// </summary>
    public static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The document.</summary>
    /// <param name="document">As it was built.</param>
    /// <param name="pathBase">Where the service lies; empty for the root.</param>
    /// <param name="nonce">The number.</param>
    public static byte[] Make(WebFile document, string pathBase, string nonce) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(document.Plain)
            .Replace(Base, $"<base href=\"{WebUtility.HtmlEncode(pathBase)}{Root}\" />", StringComparison.Ordinal)
            .Replace(Nonce, $"<meta name=\"csp-nonce\" content=\"{nonce}\" />", StringComparison.Ordinal));
}
