using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace Vae.Service.Hosting;

/// <summary>How large and how slow requests may be, and how errors are told.</summary>
internal static class Limits
{
    public static IServiceCollection AddLimits(this IServiceCollection services, ServiceOptions options) => services
        .AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = options.Timeout,
            TimeoutStatusCode = StatusCodes.Status504GatewayTimeout,
            WriteTimeoutResponse = context => context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new()
            {
                HttpContext = context,
                ProblemDetails = new ProblemDetails
                {
                    Status = StatusCodes.Status504GatewayTimeout,
                    Detail = FormattableString.Invariant($"A request must be answered within {options.Timeout.TotalSeconds:0.###} s; this one was ")
                        + "not. Send less at a time.",
                },
            }).AsTask(),
        });

    public static IServiceCollection AddProblems(this IServiceCollection services) => services
        .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true)
        .AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Customize)
        .AddExceptionHandler<Problems>();
}
