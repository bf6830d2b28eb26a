using Vae.MLNet.Onnx;
using static Vae.MLNet.Tests.Contract.Refusal;

namespace Vae.MLNet.Tests.Contract;

/// <summary>
/// Graphs that give a row different numbers in other company, and shapes that do not come out as declared: one test per operator that could do it.
/// </summary>
public sealed class RowIndependenceTests
{
    [Fact]
    public void Rows_summed() => Mixes(Node("ReduceSum", "before", "axis0"), "ReduceSum across rows of float [rows, 4]");

    [Fact]
    public void Rows_summed_by_an_axis_from_the_end() => Mixes(Node("ReduceSum", "before", "axisFirst"), "ReduceSum across rows of float [rows, 4]");

    [Fact]
    public void Rows_averaged() => Mixes(Node("ReduceMean", "before").WithAll("axes", 0), "ReduceMean across rows of float [rows, 4]");

    [Fact]
    public void Smallest_of_all_rows() => Mixes(Node("ArgMin", "before").With("axis", 0), "ArgMin across rows of float [rows, 4]");

    [Fact]
    public void Rows_swapped_with_columns() => Mixes(Node("Transpose", "before").With("perm", 1, 0), "Transpose across rows of float [rows, 4]");

    [Fact]
    public void Rows_cut() => Mixes(Node("Slice", "before", "zero0", "two", "axis0"), "Slice across rows of float [rows, 4]");

    [Fact]
    public void Rows_picked() => Mixes(Node("Gather", "before", "zero0").With("axis", 0), "Gather across rows of float [rows, 4]");

    [Fact]
    public void Rows_appended() => Mixes(Node("Concat", "before", "before").With("axis", 0), "Concat across rows of float [rows, 4]");

    [Fact]
    public void Rows_padded() => Mixes(Node("Pad", "before", "padRows"), "Pad across rows of float [rows, 4]");

    [Fact]
    public void Rows_behind_a_new_axis() => Mixes(Node("Unsqueeze", "before", "axis0"), "Unsqueeze across rows of float [rows, 4]");

    [Fact]
    public void Rows_cut_into_other_rows() => Mixes(Node("Reshape", "before", "eight"), "Reshape across rows of float [rows, 4]");

    [Fact]
    public void Rows_multiplied_with_rows() => Invalid(Node("MatMul", "before", "before"), "multiply matrices that fit each other; got float "
        + "[rows, 4] and float [rows, 4]");

    [Fact]
    public void Nothing_at_all() => Invalid(Node("Neg", ""), "have an input; got none");

    [Fact]
    public void Rows_weighted() => Mixes(Node("MatMul", "fourByOne", "before"), "MatMul across rows of float [4, 1] and float [rows, 4]");

    [Fact]
    public void Constants_with_rows_of_their_own() => Mixes(Node("Add", "before", "fourByFour"), "Add across rows of float [rows, 4] and float [4, "
        + "4]");

    [Fact]
    public void Rows_that_lie_on_columns() => Mixes(Node("Add", "before", "LatentSum"), "Add across rows of float [rows, 4] and float [rows]");

    [Fact]
    public void A_cut_row_that_is_whole_again_is_taken()
    {
        var bytes = Tiny.Bytes(model =>
        {
            Prepare(model);
            model.Insert("expected", Node("Reshape", "halves", "four"));
            Before(model, Node("Reshape", "before", "two2"), "halves");
        });

        using var model = VaeModel.Load(bytes, "cut.onnx", new() { Device = VaeDevice.Cpu });

        Assert.Equal(25, model.Score([1, 2, 3, 4]).Score[0]);
    }

    [Fact]
    public void Rows_of_different_parts_are_not_added() => Of(
        model =>
        {
            Prepare(model);
            model.Insert("expected", Node("Add", "halves", "before"));
            Before(model, Node("Reshape", "before", "two2"), "halves");
        },
        VaeModelFault.Unsupported,
        "graph node 'between' must keep rows apart; got Add across rows of float [2·rows, 2] and float [rows, 4] (unsupported).");

    [Fact]
    public void A_shape_that_depends_on_the_rows() => Invalid(Node("Reshape", "before", "place"), "have constant integers as input 1; got float "
        + "[2, 4]");

    [Fact]
    public void Places_outside_the_columns() => Invalid(Node("Gather", "before", "eight2").With("axis", 1), "pick places that the axis has; got "
        + "float [rows, 4] and int64 [2]");

    [Fact]
    public void Types_that_do_not_fit() => Invalid(Node("Not", "before"), "work on bool; got float [rows, 4]");

    [Fact]
    public void Integers_are_not_divided() => Invalid(Node("Div", "eight", "zero0"), "work on float; got int64 [2] and int64 [1]");

    [Fact]
    public void Shapes_that_do_not_fit() => Invalid(Node("Mul", "before", "three"), "have shapes that fit each other; got float [rows, 4] and "
        + "float [3]");

    [Fact]
    public void More_numbers_than_a_row_may_make() => Of(
        model =>
        {
            Prepare(model);
            model.Insert("expected", Node("Pad", "plane", "padDeep"));
            Before(model, Node("Pad", "before", "padWide"), "wide");
            Before(model, Node("Unsqueeze", "wide", "axis1"), "plane");
        },
        VaeModelFault.Invalid,
        "graph node 'between' (Pad) must make at most 33,554,432 numbers of a row; got float [rows, 1025, 1048580] (invalid).");

    [Fact]
    public void A_tensor_that_is_made_later() => Of(
        model => model.Graph.Node.Single(node => node.Name == "expected").Input[0] = "difference",
        VaeModelFault.Invalid,
        "graph node 'expected' must read tensors that are made before it; got 'difference', which is not (invalid).");

    [Fact]
    public void A_tensor_made_twice() => Of(
        model => model.Graph.Node.Add(model.Graph.Node.Single(node => node.Name == "expected").Clone()),
        VaeModelFault.Invalid,
        "tensor 'expected' must be made once, under a name; got it twice or without one (invalid).");

    [Fact]
    public void A_default_for_the_features() => Of(
        model => model.Graph.Initializer.Add(Floats("Features", [1, 4], 1, 2, 3, 4)),
        VaeModelFault.Invalid,
        "tensor 'Features' must be made once, under a name; got it twice or without one (invalid).");

    [Fact]
    public void An_output_that_is_a_constant() => Of(
        model =>
        {
            model.Graph.Initializer.Add(Floats("always", [1], 7));
            model.Graph.Node.Single(node => node.Name == "Score").Input[0] = "always";
        },
        VaeModelFault.Invalid,
        "graph output 'Score' must be float [rows], one value of each row; got the constant float [1] (invalid).");

    [Fact]
    public void An_output_of_another_width_than_declared() => Of(
        model =>
        {
            model.Graph.Initializer.Add(Integers("first", 0, 1, 2));
            var (node, attribute) = (model.Graph.Node.Single(node => node.Name == "Reconstruction"), Node("Gather").With("axis", 1).Attribute[0]);
            node.OpType = "Gather";
            node.Input[1] = "first";
            node.Attribute.Add(attribute);
        },
        VaeModelFault.Invalid,
        "graph output 'Reconstruction' must be float [rows, 4], one value of each row; got float [rows, 3] (invalid).");

    [Fact]
    public void An_output_that_nobody_makes() => Of(
        model =>
        {
            var last = model.Graph.Node.Single(node => node.Name == "KlDivergence");
            last.Output[0] = "other";
        },
        VaeModelFault.Missing,
        "graph output 'KlDivergence' must be made by a node; got none (missing).");

    private static int Index(ModelProto model, string name) => model.Graph.Node.IndexOf(model.Graph.Node.Single(node => node.Name == name));

    private static void Before(ModelProto model, NodeProto node, string output)
    {
        node.Output.Add(output);
        model.Graph.Node.Insert(Index(model, "between"), node);
    }

    private static void Mixes(NodeProto node, string got) => Of(
        model =>
        {
            Prepare(model);
            model.Insert("expected", node);
        },
        VaeModelFault.Unsupported,
        $"graph node 'between' must keep rows apart; got {got} (unsupported).");

    private static void Invalid(NodeProto node, string rule) => Of(
        model =>
        {
            Prepare(model);
            model.Insert("expected", node);
        },
        VaeModelFault.Invalid,
        $"graph node 'between' ({node.OpType}) must {rule} (invalid).");

    private static void Prepare(ModelProto model)
    {
        model.Graph.Initializer.Add(
        [
            Integers("axis0", 0),
            Integers("axisFirst", -2),
            Integers("zero0", 0),
            Integers("two", 2),
            Integers("padRows", 1, 0, 0, 0),
            Integers("eight", -1, 8),
            Integers("eight2", 0, 8),
            Integers("four", -1, 4),
            Integers("two2", -1, 2),
            Integers("padWide", 0, 1 << 20, 0, 0),
            Integers("padDeep", 0, 1024, 0, 0, 0, 0),
            Floats("three", [3], 1, 2, 3),
            Floats("fourByFour", [4, 4], new float[16]),
            Floats("fourByOne", [4, 1], new float[4]),
        ]);
        var sum = Node("ReduceSum", "LatentMean", "axis1").With("keepdims", 0);
        sum.Output.Add("LatentSum");
        model.Graph.Node.Insert(Index(model, "LatentMean") + 1, sum);
    }
}
