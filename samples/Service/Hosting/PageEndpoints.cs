using Microsoft.Extensions.FileProviders;

namespace Vae.Service.Hosting;

/// <summary>The page for people. It comes out of the program, and asks no other place for anything.</summary>
internal static class PageEndpoints
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    private static readonly EmbeddedFileProvider Files = new(typeof(PageEndpoints).Assembly, "Vae.Service.Page");

    public static void MapPage(this WebApplication service)
    {
        Map(service, "/", "index.html", "text/html; charset=utf-8");
        Map(service, "/page.css", "page.css", "text/css; charset=utf-8");
        Map(service, "/page.js", "page.js", "text/javascript; charset=utf-8");
        Map(service, "/icon.svg", "icon.svg", "image/svg+xml");
    }

    private static void Map(WebApplication service, string path, string file, string contentType) =>
        service.MapGet(path, (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Stream(Files.GetFileInfo(file).CreateReadStream(), contentType);
        }).ExcludeFromDescription();
}
