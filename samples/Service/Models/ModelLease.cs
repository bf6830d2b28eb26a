using Vae.MLNet;

namespace Vae.Service.Models;

/// <summary>A model for the time of one request; to be disposed at its end.</summary>
internal sealed class ModelLease(ServedModel served) : IDisposable
{
    private bool _isReturned;

    public ServedModel Served => served;

    public VaeModel Model => served.Model;

    public void Dispose()
    {
        if (!_isReturned)
        {
            _isReturned = true;
            served.Leave();
        }
    }
}
