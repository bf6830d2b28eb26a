namespace Vae.Training.Graph;

/// <summary>The arithmetic that the graphs are written in: one short name per ONNX operation.</summary>
internal static class GraphMath
{
    private static readonly long[] LastAxis = [1];

    public static string Add(this OnnxTape tape, string a, string b) => tape.Op("Add", [a, b]);

    public static string Sub(this OnnxTape tape, string a, string b) => tape.Op("Sub", [a, b]);

    public static string Mul(this OnnxTape tape, string a, string b) => tape.Op("Mul", [a, b]);

    public static string Mul(this OnnxTape tape, string a, float factor) => tape.Mul(a, tape.Scalar("factor", factor));

    public static string Abs(this OnnxTape tape, string a) => tape.Op("Abs", [a]);

    public static string Exp(this OnnxTape tape, string a) => tape.Op("Exp", [a]);

    public static string Log(this OnnxTape tape, string a) => tape.Op("Log", [a]);

    public static string Div(this OnnxTape tape, string a, string b) => tape.Op("Div", [a, b]);

    /// <summary>a + constant.</summary>
    public static string Plus(this OnnxTape tape, string a, float constant) => tape.Add(a, tape.Scalar("plus", constant));

    public static string Square(this OnnxTape tape, string a) => tape.Mul(a, a);

    public static string Relu(this OnnxTape tape, string a) => tape.Op("Relu", [a]);

    /// <summary>x · sigmoid(x).</summary>
    public static string Silu(this OnnxTape tape, string a) => tape.Mul(a, tape.Op("Sigmoid", [a]));

    public static string Clip(this OnnxTape tape, string a, float low, float high) =>
        tape.Op("Clip", [a, tape.Scalar("low", low), tape.Scalar("high", high)]);

    public static string Where(this OnnxTape tape, string condition, string then, float otherwise) =>
        tape.Op("Where", [condition, then, tape.Scalar("otherwise", otherwise)]);

    public static string Where(this OnnxTape tape, string condition, float then, string otherwise) =>
        tape.Op("Where", [condition, tape.Scalar("then", then), otherwise]);

    public static string ToFloat(this OnnxTape tape, string a) => tape.Op("Cast", [a], ("to", 1L));

    public static string Gather(this OnnxTape tape, string a, string indices, long axis) => tape.Op("Gather", [a, indices], ("axis", axis));

    public static string Concat(this OnnxTape tape, long axis, params string[] parts) =>
        parts.Length == 1 ? parts[0] : tape.Op("Concat", parts, ("axis", axis));

    public static string Sum(this OnnxTape tape, params string[] parts) => parts.Length == 1 ? parts[0] : tape.Op("Sum", parts);

    /// <summary>[rows, a] · [a, b] + [b].</summary>
    public static string Gemm(this OnnxTape tape, string x, string weight, string bias) => tape.Op("Gemm", [x, weight, bias]);

    /// <summary>Sum over the last axis, kept: [rows, size] → [rows, 1].</summary>
    public static string SumOfColumns(this OnnxTape tape, string a) => tape.Op("ReduceSum", [a, tape.Integers("axes", 1)], ("keepdims", 1L));

    /// <summary>Sum of squares over the last axis, kept: [rows, size] → [rows, 1].</summary>
    public static string SquaredLength(this OnnxTape tape, string a) => tape.Op("ReduceSumSquare", [a], ("axes", LastAxis), ("keepdims", 1L));

    /// <summary>Smallest over the last axis, kept: [rows, size] → [rows, 1].</summary>
    public static string Smallest(this OnnxTape tape, string a) => tape.Op("ReduceMin", [a], ("axes", LastAxis), ("keepdims", 1L));

    /// <summary>Smallest over the last axis: [rows, size] → [rows].</summary>
    public static string SmallestColumn(this OnnxTape tape, string a) => tape.Op("ReduceMin", [a], ("axes", LastAxis), ("keepdims", 0L));

    /// <summary>Mean over the last axis: [rows, size] → [rows].</summary>
    public static string MeanOfColumns(this OnnxTape tape, string a) => tape.Op("ReduceMean", [a], ("axes", LastAxis), ("keepdims", 0L));
}
