using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Vae.Service.Hosting;

/// <summary>Answers errors as problem+json (RFC 9457): whatever goes wrong has a status, and a sentence that says what to do.</summary>
internal sealed partial class Problems(ServiceOptions options, IProblemDetailsService problems, ILogger<Problems> log) : IExceptionHandler
{
    public static void Customize(ProblemDetailsContext context)
    {
        // What routing refuses has no sentence of its own.
        var request = context.HttpContext.Request;
        context.ProblemDetails.Extensions.Remove("traceId");
        context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
        {
            StatusCodes.Status404NotFound => $"Path '{request.Path}' must be one of those in /openapi/v1.json; it is none.",
            StatusCodes.Status405MethodNotAllowed => $"Method {request.Method} must be one that '{request.Path}' takes; /openapi/v1.json has them.",
            StatusCodes.Status415UnsupportedMediaType => $"Header 'Content-Type' must be {ContentTypes.Of(request.Path)}; got "
                + $"{(string.IsNullOrEmpty(request.ContentType) ? "none" : $"'{request.ContentType}'")}.",
            _ => null,
        };
    }

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, detail) = exception switch
        {
            ProblemException problem => (problem.Status, problem.Message),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (
                StatusCodes.Status413PayloadTooLarge,
                FormattableString.Invariant($"The body must have at most {options.MaxBodyBytes:N0} bytes; got more. Send it in parts.")),
            BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => (
                StatusCodes.Status408RequestTimeout, "The body must arrive steadily; it did not. Send it faster."),
            BadHttpRequestException bad => (bad.StatusCode, $"The request must be well formed; got one that is not: {bad.Message}"),
            _ => (StatusCodes.Status500InternalServerError, "The service failed, and its log says why."),
        };
        if (status == StatusCodes.Status500InternalServerError)
        {
            LogFailure(httpContext.Request.Path, exception);
        }

        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new()
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = status, Detail = detail },
        });
    }

    [LoggerMessage(LogLevel.Error, "A request of '{Path}' failed.")]
    private partial void LogFailure(string path, Exception exception);
}
