using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// Distances to the nearest references as graph: the nearest by |b|² − 2·v·b, its distance by the difference itself, as
/// <see cref="NearestReference"/> does and for the same reason. The search goes group by group: ONNX Runtime finds a minimum ten times faster than
/// its place.
/// </summary>
internal sealed class NearestGraph(OnnxTape tape)
{
    /// <summary>References per group: about as many as there are groups.</summary>
    private const int Group = 16;

    /// <summary>What |b|² − 2·v·b never reaches: stands for references that fill up the last group.</summary>
    private const float Never = 1e38f;

    /// <summary>Mean over the vector of (vector − reference)², for the nearest reference of each bank: [rows, size] → [rows, banks].</summary>
    /// <param name="vector">[rows, size].</param>
    /// <param name="banks">The references [banks] of [references, size].</param>
    public string MeanSquares(string vector, IReadOnlyList<Tensor> banks)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var places = (banks.Max(bank => bank.shape[0]) + Group - 1) / Group * Group;    // of each bank, filled up
        var size = banks[0].shape[1];
        var references = tape.Constant("references", cat(banks.Select(bank => Filled(bank, places, 0)).ToArray()));  // [banks · places, size]
        var squares = cat(banks.Select(bank => Filled(bank.square().sum(1, keepdim: true), places, Never)).ToArray());
        var lengths = tape.Constant("lengths", squares.flatten());                      // [banks · places]
        var products = tape.Op("Gemm", [vector, references, lengths], ("alpha", -2f), ("transB", 1L));  // [rows, banks · places]
        var groups = tape.Op("Reshape", [products, tape.Integers("groups", -1, places / Group, Group)]);  // [rows · banks, groups, group]
        var smallest = tape.Op("ReduceMin", [groups], ("axes", new long[] { 2 }), ("keepdims", 0L));  // [rows · banks, groups]
        var group = tape.Op("ArgMin", [smallest], ("axis", 1L));                        // [rows · banks, 1]
        var place = tape.Op("ArgMin", [tape.Op("GatherND", [groups, group], ("batch_dims", 1L))], ("axis", 1L));  // [rows · banks, 1]
        var inBank = tape.Add(tape.Mul(group, tape.Integers("group", Group)), place);
        var byRow = tape.Op("Reshape", [inBank, tape.Integers("banks", -1, banks.Count)]);  // [rows, banks]
        var index = tape.Add(byRow, tape.Integers("starts", [.. banks.Select((_, i) => i * places)]));
        var nearest = tape.Gather(references, index, 0);                                // [rows, banks, size]
        var difference = tape.Sub(nearest, tape.Op("Unsqueeze", [vector, tape.Integers("axes", 1)]));
        return tape.Mul(tape.Op("ReduceSumSquare", [difference], ("axes", new long[] { 2 }), ("keepdims", 0L)), 1f / size);
    }

    private static Tensor Filled(Tensor bank, long places, float value) =>
        nn.functional.pad(bank, [0, 0, 0, places - bank.shape[0]], value: value);
}
