using Google.Protobuf.Collections;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.Contract;

/// <summary>
/// Cuts a graph down to what some outputs need. ONNX Runtime computes every output of a session whatever is fetched,
/// so a session that gives scores alone must be made from a graph that has nothing else.
/// </summary>
internal static class GraphPruning
{
    public static void Keep(GraphProto graph, IReadOnlyCollection<string> outputs)
    {
        Retain(graph.Output, output => outputs.Contains(output.Name));

        // Nodes stand in topological order, so one walk from the end meets every reader of a tensor before its writer.
        var needed = outputs.ToHashSet();
        var nodes = new List<NodeProto>();
        foreach (var node in graph.Node.Reverse().Where(node => node.Output.Any(needed.Contains)))
        {
            needed.UnionWith(node.Input);
            nodes.Add(node);
        }

        nodes.Reverse();
        graph.Node.Clear();
        graph.Node.AddRange(nodes);
        graph.ValueInfo.Clear();
        Retain(graph.Initializer, initializer => needed.Contains(initializer.Name));

        // The threshold's default goes with the nodes that read it, and an input must not outlive its default.
        var defaults = graph.Initializer.Select(initializer => initializer.Name).ToHashSet();
        Retain(graph.Input, input => defaults.Contains(input.Name) || input.Name is TensorNames.Features or TensorNames.Latent);
    }

    private static void Retain<T>(RepeatedField<T> field, Func<T, bool> keep)
    {
        var kept = field.Where(keep).ToArray();
        field.Clear();
        field.AddRange(kept);
    }
}
