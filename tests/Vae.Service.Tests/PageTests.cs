using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Vae.Service.Tests;

/// <summary>The page for people, in a real browser: what is dropped, seen and moved, by hand and by keyboard, wide and on a phone.</summary>
[Collection(nameof(TrainedModels))]
public sealed class PageTests(TrainedModels models, Browser browser) : IClassFixture<Browser>
{
    [NeedsBrowserFact]
    public async Task A_table_is_dropped_and_the_worst_rows_are_seen_with_their_reasons()
    {
        await using var service = await Start();
        await using var page = await browser.OpenAsync(service.Url);
        var csv = await WriteAsync(service);
        await page.Page.Locator("#model option").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.DropAsync(csv, "text/csv");
        await page.ResultsAsync();

        var rows = (await service.PostAsync("/models/pumps/rows", await File.ReadAllTextAsync(csv), "text/csv").JsonAsync())["results"]!.AsArray();
        Assert.Equal((rows.Count, 1), (await page.TileAsync("rows"), await page.TileAsync("unread")));
        Assert.Equal(rows.Count(row => row!["predictedLabel"]?.GetValue<bool>() == true), await page.TileAsync("flagged"));
        var worst = await page.Worst.First.InnerTextAsync();
        Assert.Contains("P-odd", worst, StringComparison.Ordinal);
        Assert.Contains("anomaly", worst, StringComparison.Ordinal);
        Assert.Contains("Valve \"<b>leaking</b>\" (never seen", worst, StringComparison.Ordinal);
        Assert.Contains("if ", await page.Worst.First.Locator(".way").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("'much'", await page.Page.Locator("#unread").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(50, await page.Worst.CountAsync());

        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.Locator("#save").ClickAsync());
        var saved = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.Equal((rows.Count + 1, "Row,Serial,Score,PValue,Flagged,Status,Remark,Explanation"), (saved.Length, saved[0]));
        CheckQuiet(service, page);
    }

    [NeedsBrowserFact]
    public async Task The_false_alarm_rate_is_moved_by_keyboard_and_the_flags_follow_the_p_values()
    {
        await using var service = await Start();
        await using var page = await browser.OpenAsync(service.Url);
        var csv = await WriteAsync(service);
        await page.Page.Locator("#files").SetInputFilesAsync(csv);
        await page.ResultsAsync();
        var rows = (await service.PostAsync("/models/pumps/rows", await File.ReadAllTextAsync(csv), "text/csv").JsonAsync())["results"]!.AsArray();
        var slider = page.Page.GetByRole(AriaRole.Slider, new() { Name = "False-alarm rate" });
        var own = await page.TileAsync("flagged");

        // From the largest rate down to the smallest: p-values are compared with a rate that rises evenly in its logarithm.
        await slider.FocusAsync();
        await page.Page.Keyboard.PressAsync("End");
        Assert.Equal("30 %", await page.Page.Locator("#rate-value").InnerTextAsync());
        var counts = new List<int>();
        for (var step = int.MaxValue; step > 0; await page.Page.Keyboard.PressAsync("PageDown"))
        {
            step = int.Parse(await slider.InputValueAsync(), CultureInfo.InvariantCulture);
            counts.Add(await page.TileAsync("flagged"));
            Assert.Equal(Flags(rows, Math.Pow(0.3 * 301, step / 240.0) / 301), counts[^1]);
            Assert.Equal(Math.Min(counts[^1], 50), await page.Flagged.CountAsync());
        }

        Assert.Equal("0.33 %", await page.Page.Locator("#rate-value").InnerTextAsync());
        Assert.True(counts.Distinct().Count() > 3 && counts.SequenceEqual(counts.OrderDescending()), string.Join(' ', counts));
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "The model's own: 5 %" }).ClickAsync();
        Assert.Equal(own, await page.TileAsync("flagged"));
        CheckQuiet(service, page);
    }

    [NeedsBrowserFact]
    public async Task All_of_it_works_by_keyboard_alone()
    {
        await using var service = await Start();
        await using var page = await browser.OpenAsync(service.Url);
        await page.Page.Locator("#model option").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

        // The first stop is the model, then its columns, then the files: Enter opens the system's dialog.
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("model", await FocusAsync(page));
        await page.Page.Keyboard.PressAsync("p");
        Assert.Equal("pumps", await page.Page.Locator("#model").InputValueAsync());
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("Speed (number), Flow (number), Valve (text), Started (date)", await page.Page.Locator("#columns").InnerTextAsync());
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("files", await FocusAsync(page));
        var chooser = await page.Page.RunAndWaitForFileChooserAsync(() => page.Page.Keyboard.PressAsync("Enter"));
        await chooser.SetFilesAsync(await WriteAsync(service));
        await page.ResultsAsync();
        Assert.Equal("results-title", await FocusAsync(page));
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("save", await FocusAsync(page));
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("rate", await FocusAsync(page));
        CheckQuiet(service, page);
    }

    [NeedsBrowserFact]
    public async Task Pictures_are_seen_with_their_heatmaps_and_a_broken_one_is_named()
    {
        await using var service = await Start();
        await using var page = await browser.OpenAsync(service.Url, width: 390, scheme: ColorScheme.Dark);
        var broken = Path.Combine(service.Folder, "broken.png");
        await File.WriteAllTextAsync(broken, "no picture");
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "data/digits/other"), "*.png").Take(5), broken];
        await page.Page.Locator("#model option").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Page.Locator("#files").SetInputFilesAsync(files);
        await page.ResultsAsync();

        Assert.Equal((6, 1), (await page.TileAsync("rows"), await page.TileAsync("unread")));
        Assert.Equal(5, await page.Worst.CountAsync());
        var widths = await page.Worst.Locator("img").EvaluateAllAsync<int[]>("images => images.map(image => image.naturalWidth)");
        Assert.All(widths, width => Assert.True(width > 500, $"a picture must be drawn; it is {width} wide"));
        Assert.Equal(5, widths.Length);
        Assert.Contains("Image 'broken.png' must be a picture that can be read; got NotAnImage", await page.Page.Locator("#unread").TextContentAsync(), StringComparison.Ordinal);
        Assert.True(await page.OverflowAsync() <= 0, $"{await page.OverflowAsync()} pixels are beyond the edge");
        Assert.Equal("rgb(18, 19, 22)", await page.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        CheckQuiet(service, page, refused: 1);
    }

    [NeedsBrowserFact]
    public async Task A_phone_shows_all_of_a_table_and_errors_in_our_words()
    {
        await using var service = await Start();
        await using var page = await browser.OpenAsync(service.Url, width: 390);
        var wrong = Path.Combine(service.Folder, "wrong.csv");
        await File.WriteAllTextAsync(wrong, "Speed,Flow\n1,2\n");
        await page.Page.Locator("#model option").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Page.Locator("#files").SetInputFilesAsync(wrong);
        var error = page.Page.GetByRole(AriaRole.Alert).Locator("p");
        await error.WaitForAsync();
        Assert.Equal(
            "Data file 'body' must have every column of the model; got none named 'Valve', 'Started'. Its columns are 'Speed', 'Flow'.",
            await error.InnerTextAsync());
        await page.Page.Locator("#files").SetInputFilesAsync(await WriteAsync(service));
        await page.ResultsAsync();

        Assert.Equal(0, await error.CountAsync());
        Assert.True(await page.OverflowAsync() <= 0, $"{await page.OverflowAsync()} pixels are beyond the edge");
        Assert.Equal("rgb(245, 245, 242)", await page.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        CheckQuiet(service, page, refused: 1);
    }

    [NeedsBrowserFact]
    public async Task The_key_is_asked_for_where_there_is_one()
    {
        await using var service = await RunningService.StartAsync([("pumps", models.Pumps)], "ApiKey=a-long-and-random-key");
        await using var page = await browser.OpenAsync(service.Url);
        foreach (var (key, note) in new[] { ("a wrong key", "It stays in this tab"), ("a-long-and-random-key", "That was another key") })
        {
            await page.Page.GetByText(note).WaitForAsync();
            await page.Page.GetByLabel("API key").FillAsync(key);
            await page.Page.Keyboard.PressAsync("Enter");
        }

        await page.Page.Locator("#model option").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Page.Locator("#files").SetInputFilesAsync(await WriteAsync(service));
        await page.ResultsAsync();
        Assert.Equal(322, await page.TileAsync("rows"));
    }

    private Task<RunningService> Start() => RunningService.StartAsync([("digits", models.Digits), ("pumps", models.Pumps)]);

    /// <summary>The training rows, an odd one that is markup, one that cannot be read, and some that are odder and odder.</summary>
    private async Task<string> WriteAsync(RunningService service)
    {
        var path = Path.Combine(service.Folder, "pumps.csv");
        await File.WriteAllLinesAsync(path,
        [
            .. await File.ReadAllLinesAsync(models.Csv), "P-odd,10,90,<b>leaking</b>,2026-03-02 09:15", "P-bad,much,30,open,2026-03-02 09:15",
            .. Enumerable.Range(0, 20).Select(row => string.Create(CultureInfo.InvariantCulture, $"P-so{row},10,{31 + (0.2 * row):0.0},open,2026-03-02 09:15")),
        ]);
        return path;
    }

    private static int Flags(JsonArray rows, double rate) => rows.Count(row => row!["pValue"]?.GetValue<float>() is { } pValue && pValue <= rate);

    private static Task<string> FocusAsync(OpenPage page) => page.Page.EvaluateAsync<string>("document.activeElement.id");

    /// <summary>The page asks nobody but its service, and the console stays empty but for the browser's own note of an answer of 422.</summary>
    private static void CheckQuiet(RunningService service, OpenPage page, int refused = 0)
    {
        Assert.Equal(
            Enumerable.Repeat("error: Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)", refused), page.Messages);
        Assert.Equal([new Uri(service.Url).Authority], page.Hosts);
    }
}
