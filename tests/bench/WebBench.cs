using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ham4Db.Functions.Clusters;
using Ham4Db.Storage;
using Microsoft.Playwright;

namespace Ham4Db.Bench;

/// <summary>How quickly the page loads, follows a hand and shows what the store was told, in the system's Chromium: many clusters of 5 and one large one.</summary>
internal static partial class WebBench
{
    private const string Rows = ".cluster-row";
    private const string Nodes = ".instance-node";

    public static async Task<int> RunAsync(string[] args)
    {
        var (clusters, large, updates) = (Option(args, "--clusters", 1000), Option(args, "--large", 300), Option(args, "--updates", 720));
        var folder = Directory.CreateTempSubdirectory("ham4db-bench-web-").FullName;
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), ApiServer.Argument, folder, $"{clusters}", $"{large}"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            var address = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
            await using var tables = new SqliteTableStore(Path.Combine(folder, "fleet.db"));
            await MeasureAsync(address, new FleetStore(tables), updates);
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(string address, FleetStore store, int updates)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-precise-memory-info"],
        });
        // A service that has just started has its own first answer to make, which is not the page's.
        using (var http = new HttpClient()) Print("the service's first answer", await TimeAsync(() => http.GetStringAsync(new Uri(address + "/api/v2/clusters"))));
        await SizeAsync(address);
        foreach (var what in new[] { "load, nothing kept", "load, files kept" })
        {
            await using var fresh = await browser.NewContextAsync();
            var first = await fresh.NewPageAsync();
            if (what.EndsWith("files kept", StringComparison.Ordinal)) await VisitAsync(first, address);
            Print(what, await TimeAsync(() => VisitAsync(first, address)));
        }

        // What waits in the page is a string that the page's policy would not evaluate.
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { BypassCSP = true });
        page.SetDefaultTimeout(60_000);
        await VisitAsync(page, address);
        var filter = page.Locator("input[type=search]");
        Print("filter to one", await TimeAsync(async () =>
        {
            await filter.FillAsync("alias-c777");
            await page.WaitForFunctionAsync($"document.querySelectorAll('{Rows}').length === 2");
        }));
        await filter.FillAsync("");
        await page.WaitForFunctionAsync("document.querySelector('.cluster-list').scrollHeight > 20000");
        Print("scroll to the last", await TimeAsync(async () =>
        {
            await page.EvaluateAsync("document.querySelector('.cluster-list').scrollTop = 1e9");
            await page.WaitForFunctionAsync("[...document.querySelectorAll('.cluster-row')].some(r => r.ariaRowIndex > 900 || r.getAttribute('aria-rowindex') > 900)");
        }));
        Print("open the large cluster, compact", await TimeAsync(async () =>
        {
            await page.GotoAsync($"{address}/ui/clusters/{ApiServer.Large}");
            await page.Locator(Nodes).First.WaitForAsync();
        }));
        Print("draw all of it", await TimeAsync(async () =>
        {
            await page.Locator("input[role=switch]").ClickAsync();
            await page.WaitForFunctionAsync($"document.querySelectorAll('{Nodes}').length > 100");
        }));
        await UpdateAsync(page, store, ApiServer.Large, address, "from the store's write to the screen, large cluster", 20);
        await UpdateAsync(page, store, ApiServer.Name(3), address, "from the store's write to the screen, cluster of 5", 20);
        var before = await HeapAsync(page);
        await ReplayAsync(store, ApiServer.Name(3), updates);
        await page.WaitForTimeoutAsync(1000);
        Console.WriteLine(JsonSerializer.Serialize(new { What = $"memory of the page before and after {updates} updates", BeforeMiB = before, AfterMiB = await HeapAsync(page) }));
    }

    private static async Task VisitAsync(IPage page, string address)
    {
        await page.GotoAsync(address + "/ui/");
        await page.Locator(Rows).Nth(5).WaitForAsync();
    }

    // What the document names, as a browser gets it.
    private static async Task SizeAsync(string address)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address + "/ui/") };
        var html = await http.GetStringAsync(new Uri("", UriKind.Relative));
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        var sizes = await Task.WhenAll(Loaded().Matches(html).Select(async file => (await http.GetByteArrayAsync(new Uri(file.Groups[1].Value, UriKind.Relative))).Length));
        Console.WriteLine(JsonSerializer.Serialize(new { What = "scripts and styles of the first load, compressed", Files = sizes.Length, KB = Math.Round(sizes.Sum() / 1000.0) }));
    }

    [GeneratedRegex("(?:src|href)=\"(?:\\./)?(assets/[^\"]+\\.(?:js|css))\"", RegexOptions.NonBacktracking)]
    private static partial Regex Loaded();

    private static async Task UpdateAsync(IPage page, FleetStore store, string cluster, string address, string what, int rounds)
    {
        await page.GotoAsync($"{address}/ui/clusters/{cluster}");
        await page.Locator(Nodes).First.WaitForAsync();
        await page.WaitForTimeoutAsync(1500);
        var times = new List<double>();
        for (var i = 1; i <= rounds; i++)
        {
            var member = (await store.GetMembersAsync(cluster, CancellationToken.None))[0];
            var name = $"name-{i}";
            var seen = page.WaitForFunctionAsync($"[...document.querySelectorAll('.instance-name')].some(n => n.textContent === '{name}')", null, new PageWaitForFunctionOptions { PollingInterval = 5 });
            await store.SaveMembersAsync(cluster, [member with { IsLastCheckValid = false, LastCheckError = name, Snapshot = member.Snapshot with { InstanceAlias = name } }], CancellationToken.None);
            times.Add(await TimeAsync(() => seen));
        }

        var sorted = Statistics.Of(times);
        Console.WriteLine(JsonSerializer.Serialize(new { What = what, MinMs = Math.Round(sorted.Min), MedianMs = Math.Round(sorted.Median), MaxMs = Math.Round(sorted.Max), sorted.Count }));
    }

    private static async Task ReplayAsync(FleetStore store, string cluster, int updates)
    {
        for (var i = 0; i < updates; i++)
        {
            var members = await store.GetMembersAsync(cluster, CancellationToken.None);
            await store.SaveMembersAsync(cluster, members.Select(m => m with { Snapshot = m.Snapshot with { LagSeconds = i % 9, ExecutedGtidSet = $"{m.Snapshot.ServerId}:1-{i + 1}" } }), CancellationToken.None);
            await Task.Delay(25);
        }
    }

    private static async Task<double> HeapAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("HeapProfiler.collectGarbage");
        return Math.Round(await page.EvaluateAsync<double>("performance.memory.usedJSHeapSize") / 1_048_576, 1);
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var start = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Print(string what, double milliseconds) => Console.WriteLine(JsonSerializer.Serialize(new { What = what, Ms = Math.Round(milliseconds) }));

    // The test host of the SDK starts a library; a program of its own starts itself.
    private static string[] Host() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(WebBench).Assembly.Location] : [];

    private static int Option(string[] args, string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;
}
