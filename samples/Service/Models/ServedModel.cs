using Vae.MLNet;
using Vae.Service.Hosting;
using Vae.Service.Scoring;

namespace Vae.Service.Models;

/// <summary>
/// A model with all that scoring with it needs. Requests share it by leases: once it is retired, the last of them disposes it, so that a request
/// that began with a model ends with it.
/// </summary>
internal sealed class ServedModel
{
    private int _shares = 1;

    public ServedModel(string name, VaeModel model, MicroBatchOptions options, ServiceMeter meter, TimeProvider time)
    {
        (Name, Model) = (name, model);
        Rows = model.Info.Modality == VaeModality.Table ? new RowReader(model.Info.Columns) : null;
        Batches = Rows is not null && options.IsOn ? new MicroBatcher(new ModelBatch(model).Score, options, meter, time) : null;
    }

    public string Name { get; }

    public VaeModel Model { get; }

    /// <summary>Turns rows into features; null of a model of images.</summary>
    public RowReader? Rows { get; }

    /// <summary>Scores single rows together; null where that is switched off.</summary>
    public MicroBatcher? Batches { get; }

    /// <summary>True where the model says why: files from before it could do not.</summary>
    public bool GivesReasons => Model.Outputs.Contains(VaeOutputs.FeatureContributions);

    /// <summary>Another share in the model.</summary>
    /// <returns>False where the last one is gone already.</returns>
    public bool TryEnter()
    {
        for (var shares = Volatile.Read(ref _shares); shares > 0;)
        {
            var found = Interlocked.CompareExchange(ref _shares, shares + 1, shares);
            if (found == shares)
            {
                return true;
            }

            shares = found;
        }

        return false;
    }

    /// <summary>Gives a share back; the last one disposes the model.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _shares) == 0)
        {
            Batches?.Complete();
            Model.Dispose();
        }
    }
}
