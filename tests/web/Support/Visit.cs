using Microsoft.Playwright;

namespace Ham4Db.Web.Tests.Support;

/// <summary>A browser's visit to the page.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _unanswered = [];

    public Visit(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            // An answer that says no is the page's to show; the browser notes it too.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) Problems.Add(message.Text);
        };
        page.PageError += (_, error) => Problems.Add(error);
        page.Dialog += (_, dialog) => Problems.Add("a dialog: " + dialog.Message);
        page.Request += (_, request) => Requests.Add(request.Url);
        page.RequestFailed += (_, request) => _unanswered.Add($"{request.Url} {request.Failure}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) _unanswered.Add($"{response.Url} {response.Status}");
        };
    }

    public IPage Page { get; }

    /// <summary>Errors that the browser or the page told, those of the content security policy among them.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Addresses that were asked for.</summary>
    public List<string> Requests { get; } = [];

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Text(string text, bool exact = false) => Page.GetByText(text, new PageGetByTextOptions { Exact = exact });

    /// <summary>Opens a page and waits until it shows what it is about.</summary>
    public async Task OpenAsync(string address)
    {
        await Page.GotoAsync("/ui/" + address);
        try
        {
            await Page.Locator("h1").First.WaitForAsync();
            await Assertions.Expect(Page.Locator("[aria-busy]")).ToHaveCountAsync(0);
        }
        catch (Exception exception) when (exception is TimeoutException or PlaywrightException)
        {
            throw new InvalidOperationException($"'{address}' shows: {await Page.Locator("body").InnerTextAsync()} {string.Join(", ", Problems.Concat(_unanswered))}", exception);
        }
    }

    public async Task PictureAsync(string name) =>
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Pictures, name + ".png") });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
