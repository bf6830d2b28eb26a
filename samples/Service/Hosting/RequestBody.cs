using System.Text.Json;

namespace Vae.Service.Hosting;

/// <summary>Reads bodies, within the limits of the service.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>A body of JSON.</summary>
    /// <exception cref="ProblemException">It is none, or did not come in time.</exception>
    public static async Task<JsonDocument> ReadJsonAsync(HttpContext context)
    {
        try
        {
            return await InTimeAsync(() => JsonDocument.ParseAsync(context.Request.Body, Strict, context.RequestAborted));
        }
        catch (JsonException exception)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, exception.LineNumber is { } line
                ? $"The body must be JSON; got something else at line {line + 1}, byte {exception.BytePositionInLine + 1}."
                : "The body must be JSON in which no object has a name twice; got one that has.");
        }
    }

    /// <summary>A body in memory.</summary>
    /// <exception cref="ProblemException">It did not come in time.</exception>
    public static Task<byte[]> ReadBytesAsync(HttpContext context) => InTimeAsync(async () =>
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        return bytes.ToArray();
    });

    /// <summary>A body as a file of ours, which is deleted after its use.</summary>
    /// <param name="context">The request.</param>
    /// <param name="extension">How the file's name ends.</param>
    /// <param name="use">What to do with its path.</param>
    /// <exception cref="ProblemException">It did not come in time.</exception>
    public static async Task<T> UseFileAsync<T>(HttpContext context, string extension, Func<string, Task<T>> use)
    {
        var path = Path.Combine(Path.GetTempPath(), $"vae-service-{Environment.ProcessId}-{Guid.NewGuid():N}{extension}");
        try
        {
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
            {
                await InTimeAsync(async () =>
                {
                    await context.Request.Body.CopyToAsync(file, context.RequestAborted);
                    return true;
                });
            }

            return await use(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<T> InTimeAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (OperationCanceledException)
        {
            throw new ProblemException(
                StatusCodes.Status408RequestTimeout, "The body must arrive within the time of a request; it did not. Send it faster, or in parts.");
        }
    }
}
