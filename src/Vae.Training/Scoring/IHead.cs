using TorchSharp;
using Vae.Training.Graph;

namespace Vae.Training.Scoring;

/// <summary>
/// One way to look at a row: a square, the larger the odder, by TorchSharp and the same as graph. What is shared by all heads, their scale and how
/// they become one number, is <see cref="CalibratedHeads{TSight, TGraphSight}"/>.
/// </summary>
/// <typeparam name="TSight">What a member sees of rows: <see cref="ISight"/> for a head that serves tables and images.</typeparam>
/// <typeparam name="TGraphSight">The same as graph: <see cref="IGraphSight"/> for a head that serves tables and images.</typeparam>
internal interface IHead<in TSight, in TGraphSight>
{
    /// <summary>What it counts for beside the other heads.</summary>
    float Weight => 1;

    /// <summary>The squares of rows in the eyes of one member [rows].</summary>
    torch.Tensor Squares(TSight sight);

    /// <summary>
    /// The squares of training rows in the eyes of the member that never saw them, by all references that do not hold them, of which there may be
    /// more than that member's own [rows].
    /// </summary>
    /// <param name="sight">What the member sees of the rows.</param>
    /// <param name="rows">Which training rows they are [rows].</param>
    torch.Tensor HeldOutSquares(TSight sight, torch.Tensor rows) => Squares(sight);

    /// <summary>The same as <see cref="Squares(TSight)"/> as graph, for each of some members [rows, members].</summary>
    string Squares(OnnxTape tape, IReadOnlyList<TGraphSight> members);
}
