using Vae.Training.Learning;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>What heads are made of: the training rows in the eyes of the trained members.</summary>
internal sealed record TableMaterial
{
    /// <summary>The training rows [rows, inputs].</summary>
    public required Tensor Inputs { get; init; }

    /// <summary>The same as each member sees them [members] of [rows, inputs].</summary>
    public required IReadOnlyList<Tensor> Viewed { get; init; }

    /// <summary>Their whitened residuals under each member [members] of [rows, inputs].</summary>
    public required IReadOnlyList<Tensor> Residuals { get; init; }

    /// <summary>The normal rows outside each fold, which a member's own references are made of [members] of [rows].</summary>
    public required IReadOnlyList<Tensor> Outside { get; init; }

    /// <summary>Whether the inputs have one unit, as those of embeddings; see <see cref="CommonUnit"/>.</summary>
    public required bool HasCommonUnit { get; init; }

    /// <summary>Whether the table is wide; see <see cref="WideTable"/>.</summary>
    public required bool IsWide { get; init; }

    /// <summary>Which values of some rows are missing: [some] → [some, inputs].</summary>
    public required Func<Tensor, Tensor> Missing { get; init; }

    /// <summary>The normal rows of each fold [members] of [rows of the fold].</summary>
    public required IReadOnlyList<Tensor> Inside { get; init; }

    /// <summary>What each training row belongs to: its group, or itself [rows].</summary>
    public required Tensor Units { get; init; }

    /// <summary>Makes references.</summary>
    public required ReferenceBank Bank { get; init; }

    /// <summary>What each member sees of a row.</summary>
    public required IMemberView View { get; init; }

    /// <summary>Number of members.</summary>
    public int Members => Viewed.Count;

    /// <summary>References of a bank, given those of a table of few rows.</summary>
    public int References(int ofFew) => LargeTable.References(Inputs.shape[0], ofFew);

    /// <summary>The scale of ranks of the normal rows.</summary>
    public RankScale Ranks()
    {
        var normal = cat(Inside.ToArray());
        return RankScale.Fit(Inputs.index_select(0, normal), Missing(normal));
    }
}
