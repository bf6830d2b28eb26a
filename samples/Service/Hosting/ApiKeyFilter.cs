using System.Security.Cryptography;
using System.Text;

namespace Vae.Service.Hosting;

/// <summary>Lets requests with the key pass. Digests are compared, in a time that tells neither where keys differ nor how long ours is.</summary>
internal sealed class ApiKeyFilter(string key) : IEndpointFilter
{
    public const string Header = "X-Api-Key";

    private readonly byte[] _digest = Digest(key);

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var given = context.HttpContext.Request.Headers[Header];
        return given.Count > 0 && CryptographicOperations.FixedTimeEquals(Digest(given.ToString()), _digest)
            ? next(context)
            : throw new ProblemException(
                StatusCodes.Status401Unauthorized,
                $"Header '{Header}' must hold the key of this service; got {(given.Count > 0 ? "another one" : "none")}.");
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
