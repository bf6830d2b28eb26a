namespace Vae.Training.Graph;

/// <summary>Operations on images [rows, channels, height, width] in graphs.</summary>
internal static class ImageMath
{
    private static readonly long[] Sides = [2, 3];

    /// <summary>A 3 × 3 convolution with a border of zeros.</summary>
    public static string Convolution(this OnnxTape tape, string x, string weight, string bias, long stride) =>
        tape.Op(
            "Conv", [x, weight, bias],
            ("kernel_shape", new long[] { 3, 3 }), ("pads", new long[] { 1, 1, 1, 1 }), ("strides", new[] { stride, stride }));

    /// <summary>A 3 × 3 convolution of each channel by itself, without a border.</summary>
    public static string EachChannel(this OnnxTape tape, string x, string weight, long channels, long stride) =>
        tape.Op("Conv", [x, weight], ("kernel_shape", new long[] { 3, 3 }), ("strides", new[] { stride, stride }), ("group", channels));

    /// <summary>A convolution of single pixels.</summary>
    public static string Pointwise(this OnnxTape tape, string x, string weight) =>
        tape.Op("Conv", [x, weight], ("kernel_shape", new long[] { 1, 1 }));

    /// <summary>Repeats the edge.</summary>
    public static string PadEdge(this OnnxTape tape, string x, long top, long left, long bottom, long right) =>
        tape.Op("Pad", [x, tape.Integers("pads", 0, 0, top, left, 0, 0, bottom, right)], ("mode", "edge"));

    /// <summary>Repeats every pixel over a square. Nearest, asymmetric and floor are what TorchSharp does.</summary>
    public static string Repeat(this OnnxTape tape, string x, int times) => times == 1 ? x : tape.Op(
        "Resize", [x, "", tape.Constant("scales", [1, 1, times, times], 4)],
        ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));

    /// <summary>The upper left part.</summary>
    public static string Crop(this OnnxTape tape, string x, long height, long width) =>
        tape.Op("Slice", [x, tape.Integers("start", 0, 0), tape.Integers("end", height, width), tape.Integers("axes", 2, 3)]);

    /// <summary>Mean over height and width: [rows, channels].</summary>
    public static string MeanOfPixels(this OnnxTape tape, string x) => tape.Op("ReduceMean", [x], ("axes", Sides), ("keepdims", 0L));

    /// <summary>The same, kept: [rows, channels, 1, 1].</summary>
    public static string MeanPixel(this OnnxTape tape, string x) => tape.Op("ReduceMean", [x], ("axes", Sides), ("keepdims", 1L));

    /// <summary>Mean over the channels: [rows, height, width].</summary>
    public static string MeanOfChannels(this OnnxTape tape, string x) => tape.Op("ReduceMean", [x], ("axes", new long[] { 1 }), ("keepdims", 0L));

    /// <summary>[rows, ...] → [rows, values].</summary>
    public static string Flat(this OnnxTape tape, string x) => tape.Op("Flatten", [x]);
}
