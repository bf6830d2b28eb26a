using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// A linear map of wide rows that needs no matrix of all pairs: y = (own · u + ((u·V) ∘ gains)·Vᵀ) ∘ after + bias with u = x ∘ before. Along a few
/// directions V it has gains of its own, across them one factor.
/// </summary>
internal sealed class LowRankMap
{
    /// <summary>Makes a map.</summary>
    /// <param name="own">The factor across the directions.</param>
    /// <param name="directions">Orthonormal directions [inputs, rank].</param>
    /// <param name="gains">What the factor along each direction has more [rank].</param>
    public LowRankMap(float own, Tensor directions, Tensor gains) => (Own, Directions, Gains) = (own, directions, gains);

    /// <summary>The factor across the directions.</summary>
    public float Own { get; }

    /// <summary>Orthonormal directions [inputs, rank].</summary>
    public Tensor Directions { get; }

    /// <summary>What the factor along each direction has more [rank].</summary>
    public Tensor Gains { get; }

    /// <summary>What each number is multiplied by first [inputs]; null for 1.</summary>
    public Tensor? Before { get; init; }

    /// <summary>What each result is multiplied by [inputs]; null for 1.</summary>
    public Tensor? After { get; init; }

    /// <summary>What is added in the end [inputs]; null for nothing.</summary>
    public Tensor? Bias { get; init; }

    /// <summary>Maps rows [.., inputs].</summary>
    public Tensor Apply(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var own = Before is null ? rows : rows * Before;
        var mapped = (Own * own) + (own.matmul(Directions) * Gains).matmul(Directions.t());
        mapped = After is null ? mapped : mapped * After;
        return (Bias is null ? mapped : mapped + Bias).MoveToOuterDisposeScope();
    }

    /// <summary>The same as graph [rows, inputs].</summary>
    /// <param name="tape">The graph.</param>
    /// <param name="rows">[rows, inputs].</param>
    /// <param name="hint">What the directions are called.</param>
    public string Apply(OnnxTape tape, string rows, string hint)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (inputs, rank) = (Directions.shape[0], Directions.shape[1]);
        var own = Before is null ? rows : tape.Mul(rows, tape.Constant("before", Before.view(1, inputs)));
        var directions = tape.Constant(hint, Directions);
        var along = tape.Mul(tape.Op("MatMul", [own, directions]), tape.Constant("gains", Gains.view(1, rank)));  // [rows, rank]
        var bias = Bias is null ? zeros(inputs) : After is null ? Bias : Bias / After;
        var back = tape.Op("Gemm", [along, directions, tape.Constant("bias", bias)], ("transB", 1L));
        var mapped = tape.Add(back, tape.Mul(own, Own));
        return After is null ? mapped : tape.Mul(mapped, tape.Constant("after", After.view(1, inputs)));
    }

    /// <summary>The same map whose tensors belong to the scope outside.</summary>
    public LowRankMap MoveToOuterDisposeScope() =>
        new(Own, Directions.MoveToOuterDisposeScope(), Gains.MoveToOuterDisposeScope())
        {
            Before = Before?.MoveToOuterDisposeScope(),
            After = After?.MoveToOuterDisposeScope(),
            Bias = Bias?.MoveToOuterDisposeScope(),
        };
}
