using Vae.MLNet;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>Chooses the references of heads: prototypes or rows, as many as the plan and the size cap allow.</summary>
internal sealed class ReferenceBank(ReferencePlan plan, Generator generator, CancellationToken cancellation)
{
    /// <summary>Makes the references of one member or fold.</summary>
    /// <param name="vectors">The vectors of all training rows [rows, size].</param>
    /// <param name="candidates">The rows that may serve [candidates].</param>
    /// <param name="prototypes">Prototypes to make, unless the plan says how many.</param>
    /// <param name="rows">Rows to take where references are rows, unless the plan says how many.</param>
    /// <param name="banks">Number of banks that share the size cap.</param>
    /// <param name="trusted">Whether single rows may become prototypes where no contamination is declared.</param>
    public References From(Tensor vectors, Tensor candidates, int prototypes, int rows, int banks, bool trusted = true)
    {
        cancellation.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        var wanted = plan.Vectors ?? (plan.Kind == VaeReferenceKind.Prototypes ? prototypes : rows);
        var affordable = Math.Max(1, plan.Bytes / (banks * vectors.shape[1] * sizeof(float)));
        var count = (int)Math.Min(wanted, affordable);
        if (plan.Kind == VaeReferenceKind.Prototypes)
        {
            var own = vectors.index_select(0, candidates);
            var centres = plan.Contaminated || !trusted
                ? Prototypes.OfContaminated(own, count, generator)
                : Prototypes.OfNormal(own, count, generator);
            return new(centres.MoveToOuterDisposeScope(), null);
        }

        var order = randperm(candidates.shape[0], generator: generator)[..(int)Math.Min(count, candidates.shape[0])];
        var taken = candidates.index_select(0, order.to(candidates.device));
        return new(vectors.index_select(0, taken).MoveToOuterDisposeScope(), taken.MoveToOuterDisposeScope());
    }
}
