using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Generation;

/// <summary>Puts a generator into the decoder's file: as named tensors beside the graph, for hosts to read and to draw by.</summary>
internal static class GeneratorTape
{
    /// <summary>Writes what there is.</summary>
    /// <param name="tape">The graph of the decoder.</param>
    /// <param name="generator">What rows are made by.</param>
    /// <param name="decoded">What each member makes of the latents [members] of [rows, ...].</param>
    /// <param name="info">The model.</param>
    public static void Write(OnnxTape tape, RowGenerator generator, IEnumerable<string> decoded, VaeModelInfo info)
    {
        using var scope = NewDisposeScope();
        var members = tape.Concat(1, [.. decoded.Select(rows => tape.Op("Unsqueeze", [rows, tape.Integers("member", 1)]))]);
        tape.Output("Identity", members, TensorSpec.MemberReconstruction(info));        // [rows, members, ...]
        Store(GeneratorTensors.Weights, generator.OfMixtures(mixture => mixture.Weights));
        Store(GeneratorTensors.Means, generator.OfMixtures(mixture => mixture.Means));
        Store(GeneratorTensors.Roots, generator.OfMixtures(mixture => mixture.Roots));
        if (generator.Places.Count == 0)
        {
            return;
        }

        Store(GeneratorTensors.Directions, stack(generator.Members.Select(member => member.Directions!).ToArray()));
        Store(GeneratorTensors.Noise, stack(generator.Members.Select(member => member.Noise!).ToArray()));
        var (marginals, inputs) = (generator.Marginals, (long)generator.Places.Count);
        tape.NamedIntegers(GeneratorTensors.Places, [.. generator.Places.Select(place => (long)place)], inputs);
        tape.NamedIntegers(GeneratorTensors.Kinds, [.. marginals.Select(marginal => (long)marginal.Kind)], inputs);
        tape.NamedIntegers(GeneratorTensors.Decimals, [.. marginals.Select(marginal => (long)marginal.Decimals)], inputs);
        tape.NamedConstant(GeneratorTensors.Drawn, [.. marginals.SelectMany(marginal => marginal.Drawn)], inputs, NumberMarginal.Knots);
        tape.NamedConstant(GeneratorTensors.Values, [.. marginals.SelectMany(marginal => marginal.Values)], inputs, NumberMarginal.Knots);
        tape.NamedConstant(GeneratorTensors.Constants, [.. generator.Constants], generator.Constants.Count);
        tape.NamedConstant(GeneratorTensors.MissingShares, [.. generator.MissingShares], generator.MissingShares.Count);
        tape.NamedIntegers(GeneratorTensors.RareRows, [.. generator.RareRows], generator.RareRows.Count);

        void Store(string name, Tensor values) => tape.NamedConstant(name, values.cpu().contiguous().data<float>().ToArray(), values.shape);
    }
}
