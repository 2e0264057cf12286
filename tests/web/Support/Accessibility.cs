using System.Text.Json;
using Microsoft.Playwright;

namespace Ham4Db.Web.Tests.Support;

/// <summary>Looks at a page with axe.</summary>
internal static class Accessibility
{
    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
          .filter(v => v.impact === 'serious' || v.impact === 'critical')
          .map(v => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.failureSummary)).join(' | ')}`)
        """;

    private static readonly string Script = Path.Combine(Repository.Page, "node_modules", "axe-core", "axe.min.js");

    /// <summary>Serious and critical findings.</summary>
    public static async Task<string[]> CheckAsync(IPage page)
    {
        // Evaluated by the debugger: the page's own policy lets nobody put a script in.
        await page.EvaluateAsync(await File.ReadAllTextAsync(Script) + "; undefined");
        return JsonSerializer.Deserialize<string[]>((await page.EvaluateAsync<JsonElement>(Run)).GetRawText())!;
    }
}
