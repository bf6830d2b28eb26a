using Microsoft.Playwright;

namespace Vae.Service.Tests;

/// <summary>The page in a tab, and what it complained of and asked for.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly List<string> _messages = [];
    private readonly HashSet<string> _hosts = [];

    public OpenPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) => _messages.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _messages.Add(error);

        // The browser is told at once that dialogs of files are ours, and not only when one is waited for.
        page.FileChooser += (_, _) => { };
        page.Request += (_, request) => _hosts.Add(new Uri(request.Url) is { IsFile: false, Scheme: not "data" } url ? url.Authority : "");
    }

    public IPage Page { get; }

    /// <summary>What the console shows.</summary>
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>Where requests went.</summary>
    public IEnumerable<string> Hosts => _hosts.Where(host => host.Length > 0);

    public ILocator Worst => Page.Locator("#worst article");

    public ILocator Flagged => Page.Locator("#worst article.flagged");

    /// <summary>Waits for results.</summary>
    public Task ResultsAsync() => Page.Locator("#results").WaitForAsync();

    /// <summary>The number that a tile shows.</summary>
    public async Task<int> TileAsync(string name) => int.Parse(
        await Page.Locator($"#tile-{name}").InnerTextAsync(), System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Drops a file on the page, as a hand does.</summary>
    public async Task DropAsync(string path, string contentType)
    {
        var data = await Page.EvaluateHandleAsync(
            """
            ([name, type, content]) => {
              const data = new DataTransfer();
              data.items.add(new File([Uint8Array.from(atob(content), letter => letter.charCodeAt(0))], name, { type }));
              return data;
            }
            """,
            new[] { Path.GetFileName(path), contentType, Convert.ToBase64String(await File.ReadAllBytesAsync(path)) });
        await Page.DispatchEventAsync("#drop", "drop", new { dataTransfer = data });
    }

    /// <summary>How far the content is wider than the window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>(
        """
        () => Math.max(document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ...[...document.querySelectorAll("body *")].filter(element => element.getClientRects().length && !element.closest(".quiet"))
            .map(element => Math.ceil(element.getBoundingClientRect().right) - document.documentElement.clientWidth))
        """);

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
