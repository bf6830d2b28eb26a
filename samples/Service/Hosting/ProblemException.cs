namespace Vae.Service.Hosting;

/// <summary>A request that is answered with an error: its status, and a sentence or two for whoever sent it.</summary>
internal sealed class ProblemException(int status, string message) : Exception(message)
{
    public int Status => status;
}
