using TorchSharp;
using Vae.MLNet;
using static TorchSharp.torch;

namespace Vae.Training.Calibration;

/// <summary>Chooses the references of a head: prototypes or rows, as many as the options and the size cap allow.</summary>
internal sealed class ReferenceBank(VaeTrainingOptions options, Generator generator)
{
    /// <summary>Prototypes of whitened residuals per member.</summary>
    private const int ResidualPrototypes = 128;

    /// <summary>Prototypes of scaled rows per fold; a member compares with those of all folds but its own. They share one product, and 64 cost 0.005 AUROC.</summary>
    private const int InputPrototypes = 256;

    /// <summary>Rows per member when the references are rows, and rows per fold.</summary>
    private const int Rows = 1_600, RowsPerFold = 400;

    /// <summary>Makes the references of one member or fold.</summary>
    /// <param name="vectors">The vectors of all training rows [rows, size].</param>
    /// <param name="candidates">The rows that may serve [candidates].</param>
    /// <param name="vector">What the vectors are.</param>
    /// <param name="banks">Number of banks that share the size cap.</param>
    public References From(Tensor vectors, Tensor candidates, HeadVector vector, int banks)
    {
        using var scope = NewDisposeScope();
        var wanted = options.ReferenceVectors ?? (options.References, vector) switch
        {
            (VaeReferenceKind.Prototypes, HeadVector.Residual) => ResidualPrototypes,
            (VaeReferenceKind.Prototypes, _) => InputPrototypes,
            (_, HeadVector.Residual) => Rows,
            _ => RowsPerFold,
        };
        var affordable = Math.Max(1, options.ReferenceBytes / (banks * vectors.shape[1] * sizeof(float)));
        var count = (int)Math.Min(wanted, affordable);
        if (options.References == VaeReferenceKind.Prototypes)
        {
            var own = vectors.index_select(0, candidates);
            var prototypes = options.Contamination > 0 || vector == HeadVector.Joint
                ? Prototypes.OfContaminated(own, count, generator)
                : Prototypes.OfNormal(own, count, generator);
            return new(prototypes.MoveToOuterDisposeScope(), null);
        }

        var order = randperm(candidates.shape[0], generator: generator)[..(int)Math.Min(count, candidates.shape[0])];
        var rows = candidates.index_select(0, order.to(candidates.device));
        return new(vectors.index_select(0, rows).MoveToOuterDisposeScope(), rows.MoveToOuterDisposeScope());
    }
}
