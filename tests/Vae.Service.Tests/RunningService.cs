using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vae.MLNet.TestModels;
using Vae.Service.Models;

namespace Vae.Service.Tests;

/// <summary>The service in this process, on a real port of the loopback, with a folder of its own.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication _service = null!;

    public HttpClient Client { get; private set; } = null!;

    public string Url => _service.Urls.Single();

    public IServiceProvider Services => _service.Services;

    public string Folder => _folder.Path;

    /// <summary>Starts a service.</summary>
    /// <param name="models">Names, and the files to serve under them.</param>
    /// <param name="settings">Settings of the section, such as <c>MaxRows=3</c>.</param>
    public static async Task<RunningService> StartAsync(IEnumerable<(string Name, string Path)> models, params string[] settings)
    {
        var running = new RunningService();
        foreach (var (name, path) in models)
        {
            running.Put(name, path);
        }

        running._service = ScoringService.Create(
            ["--models", running.Folder, "--urls", "http://127.0.0.1:0", .. settings.Select(setting => $"--Service:{setting}")],
            builder => builder.Logging.ClearProviders());
        await running._service.StartAsync();
        running.Client = new HttpClient { BaseAddress = new Uri(running.Url) };
        return running;
    }

    /// <summary>Bodies that services of this process keep as files just now.</summary>
    public static string[] BodyFiles => Directory.GetFiles(Path.GetTempPath(), $"vae-service-{Environment.ProcessId}-*");

    /// <summary>Puts a file into the folder in one step, as those do who replace a model.</summary>
    public void Put(string name, string path)
    {
        var arriving = _folder.File($"{name}.arriving");
        File.Copy(path, arriving);
        File.SetLastWriteTimeUtc(arriving, DateTime.UtcNow);
        File.Move(arriving, PathOf(name), overwrite: true);
    }

    public string PathOf(string name) => _folder.File($"{name}.onnx");

    /// <summary>Looks at the folder now, instead of at the next tick.</summary>
    public void Look() => Services.GetRequiredService<ModelFolder>().Look();

    public Task<HttpResponseMessage> PostAsync(string path, JsonNode body) => PostAsync(path, body.ToJsonString());

    public Task<HttpResponseMessage> PostAsync(string path, string body, string contentType = "application/json") =>
        PostAsync(path, Encoding.UTF8.GetBytes(body), contentType);

    public async Task<HttpResponseMessage> PostAsync(string path, byte[] body, string contentType)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await Client.PostAsync(path, content);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _service.DisposeAsync();
        _folder.Dispose();
    }
}
