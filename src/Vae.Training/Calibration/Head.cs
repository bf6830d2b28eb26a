using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Calibration;

/// <summary>
/// One way to look at a row: the length of a vector, or its distance to the nearest reference, root mean square over its features, on a logarithmic scale where held-out
/// normal rows have mean 0 and standard deviation 1.
/// </summary>
internal sealed class Head
{
    private LogScale? _scale;

    /// <param name="vector">What the head looks at.</param>
    /// <param name="references">
    /// The references: for <see cref="HeadVector.Input"/> those made from each fold, of which a member uses all but its own fold's; otherwise those of each
    /// member. Null: the head takes the vector's length.
    /// </param>
    public Head(HeadVector vector, IReadOnlyList<References>? references)
    {
        Vector = vector;
        References = references;
    }

    /// <summary>What the head looks at.</summary>
    public HeadVector Vector { get; }

    /// <summary>The references by fold or member, or null.</summary>
    public IReadOnlyList<References>? References { get; }

    /// <summary>Its scale; complete after <see cref="Calibrate"/>.</summary>
    public LogScale Scale => _scale ?? throw new InvalidOperationException("A head must be calibrated before its values are scaled; this one was not. Call Calibrate.");

    /// <summary>The vector a head looks at: [rows, features], or twice as wide for both.</summary>
    public static Tensor VectorOf(HeadVector vector, Tensor residuals, Tensor inputs) => vector switch
    {
        HeadVector.Residual => residuals,
        HeadVector.Input => inputs,
        _ => cat([residuals, inputs], 1),
    };

    /// <summary>The square of the length or distance of rows in the eyes of one member, mean over the features: [rows].</summary>
    /// <param name="member">The member.</param>
    /// <param name="residuals">Whitened residuals under that member [rows, features].</param>
    /// <param name="inputs">Scaled rows as that member sees them [rows, features].</param>
    public Tensor Raw(int member, Tensor residuals, Tensor inputs)
    {
        var v = VectorOf(Vector, residuals, inputs);
        return References is null ? v.square().mean([1]) : NearestReference.MeanSquare(v, VectorsOf(member, References));
    }

    /// <summary>The same for training rows held out from the member; a row that is itself among the references is compared with the others.</summary>
    /// <param name="member">The member.</param>
    /// <param name="residuals">Whitened residuals under that member [rows, features].</param>
    /// <param name="inputs">Scaled rows as that member sees them [rows, features].</param>
    /// <param name="rows">The training rows they are [rows].</param>
    public Tensor RawHeldOut(int member, Tensor residuals, Tensor inputs, Tensor rows) =>
        Vector == HeadVector.Joint && References?[member] is { Rows: { } referenceRows } own
            ? NearestReference.MeanSquareToOthers(VectorOf(Vector, residuals, inputs), own.Vectors, rows, referenceRows)
            : Raw(member, residuals, inputs);

    /// <summary>Fixes the scale from the squares of held-out normal rows [rows].</summary>
    public void Calibrate(Tensor raw) => _scale = LogScale.Fit(raw);

    /// <summary>Squares on the calibrated scale: [rows].</summary>
    public Tensor Calibrated(Tensor raw) => Scale.Apply(raw);

    private Tensor VectorsOf(int member, IReadOnlyList<References> references) => Vector == HeadVector.Input
        ? cat(references.Where((_, fold) => fold != member).Select(bank => bank.Vectors).ToArray())
        : references[member].Vectors;
}
