using Vae.MLNet;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>Chooses the references of heads: prototypes or rows, as many as the plan and the size cap allow.</summary>
internal sealed class ReferenceBank(ReferencePlan plan, Generator generator, CancellationToken cancellation)
{
    /// <summary>Makes the references of one member or fold [references, size].</summary>
    /// <param name="vectors">The vectors of all training rows [rows, size].</param>
    /// <param name="candidates">The rows that may serve [candidates].</param>
    /// <param name="prototypes">Prototypes to make, unless the plan says how many.</param>
    /// <param name="rows">Rows to take where references are rows, unless the plan says how many.</param>
    /// <param name="banks">Number of banks that share the size cap.</param>
    public Tensor From(Tensor vectors, Tensor candidates, int prototypes, int rows, int banks)
    {
        cancellation.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        var count = Affordable(vectors, plan.Kind == VaeReferenceKind.Prototypes ? prototypes : rows, banks);
        if (plan.Kind == VaeReferenceKind.Prototypes)
        {
            var own = vectors.index_select(0, candidates);
            var centres = plan.Contaminated
                ? Prototypes.OfContaminated(own, count, generator)
                : Prototypes.OfNormal(own, count, generator);
            return centres.MoveToOuterDisposeScope();
        }

        var order = randperm(candidates.shape[0], generator: generator)[..(int)Math.Min(count, candidates.shape[0])];
        return vectors.index_select(0, candidates.index_select(0, order.to(candidates.device))).MoveToOuterDisposeScope();
    }

    /// <summary>Makes small samples of references for one member.</summary>
    /// <param name="vectors">The vectors of all training rows [rows, size].</param>
    /// <param name="candidates">The rows that may serve [candidates].</param>
    /// <param name="banks">Number of banks that share the size cap.</param>
    public SmallSamples Samples(Tensor vectors, Tensor candidates, int banks)
    {
        cancellation.ThrowIfCancellationRequested();
        var count = Affordable(vectors, SmallSamples.Count * SmallSamples.Size, banks);
        return SmallSamples.Draw(vectors, candidates, count, plan.Kind == VaeReferenceKind.Prototypes, generator);
    }

    private int Affordable(Tensor vectors, int wanted, int banks) =>
        (int)Math.Min(plan.Vectors ?? wanted, Math.Max(1, plan.Bytes / (banks * vectors.shape[1] * sizeof(float))));
}
