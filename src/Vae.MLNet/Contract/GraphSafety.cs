using System.Globalization;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.Contract;

/// <summary>
/// Refuses a parsed file that could do more than arithmetic on its own numbers: other operators than the exporter writes, other graphs inside nodes,
/// local functions, numbers that lie outside the file or are not where everybody looks for them. What the graph computes is the matter of
/// <see cref="RowIndependence"/>.
/// </summary>
internal static class GraphSafety
{
    private const int IrVersion = 8;
    private const int Opset = 17;

    public static void Check(string source, ModelProto model)
    {
        CheckVersions(source, model);
        Absent(source, "local function", model.Functions.FirstOrDefault()?.Name, model.Functions.Count);
        Absent(source, "training step", null, model.TrainingInfo.Count);
        Absent(source, "sparse tensor", model.Graph.SparseInitializer.FirstOrDefault()?.Values?.Name, model.Graph.SparseInitializer.Count);
        Absent(source, "quantisation", model.Graph.QuantizationAnnotation.FirstOrDefault()?.TensorName, model.Graph.QuantizationAnnotation.Count);
        foreach (var tensor in model.Graph.Initializer)
        {
            CheckTensor(source, tensor);
        }

        foreach (var node in model.Graph.Node)
        {
            AllowedOperators.Check(source, node);
        }
    }

    /// <summary>The number of elements, or −1 where a size is none or the product is beyond the limit.</summary>
    public static long Elements(IReadOnlyList<long> sizes)
    {
        var product = 1L;
        foreach (var size in sizes)
        {
            if (size < 1 || size > FileLimits.Elements / product)
            {
                return -1;
            }

            product *= size;
        }

        return product;
    }

    private static void CheckVersions(string source, ModelProto model)
    {
        if (model.IrVersion != IrVersion)
        {
            throw VaeModelException.Unsupported(
                source,
                FormattableString.Invariant($"the IR version must be {IrVersion}; got {model.IrVersion} (unsupported). Export the model again."));
        }

        if (model.OpsetImport is not [{ Domain: "", Version: Opset }])
        {
            var got = model.OpsetImport.Count == 0
                ? "none"
                : string.Join(", ", model.OpsetImport.Select(set => FormattableString.Invariant($"'{set.Domain}' {set.Version}")));
            throw VaeModelException.Unsupported(source, string.Create(
                CultureInfo.InvariantCulture,
                $"the operators must be those of the default domain, version {Opset}, and no others; got {got} (unsupported). Export the model "
                    + $"again."));
        }
    }

    private static void Absent(string source, string what, string? name, int count)
    {
        if (count > 0)
        {
            throw VaeModelException.Unsupported(source, string.Create(
                CultureInfo.InvariantCulture,
                $"the file must hold no {what}; got {count}{(string.IsNullOrEmpty(name) ? "" : $", such as '{name}'")} (unsupported). Take models "
                    + $"from their makers only."));
        }
    }

    /// <summary>Numbers stand in one place, <c>raw_data</c>: a second place could hold others for another reader.</summary>
    private static void CheckTensor(string source, TensorProto tensor)
    {
        if (tensor.DataLocation != 0 || tensor.ExternalData.Count > 0)
        {
            throw VaeModelException.Unsupported(source, $"tensor '{tensor.Name}' must lie inside the file; got a reference to another file "
                + "(unsupported). Export the model again.");
        }

        var size = (TensorProto.Types.DataType)tensor.DataType switch
        {
            TensorProto.Types.DataType.Float => sizeof(float),
            TensorProto.Types.DataType.Int64 => sizeof(long),
            TensorProto.Types.DataType.Float16 => sizeof(ushort),
            _ => throw VaeModelException.Unsupported(
                source,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"tensor '{tensor.Name}' must hold floats (type 1), halves (type 10) or 64-bit integers (type 7); got type {tensor.DataType} "
                        + $"(unsupported). Export the model again.")),
        };
        var elsewhere = tensor.FloatData.Count + tensor.DoubleData.Count + tensor.StringData.Count
            + tensor.Int32Data.Count + tensor.Int64Data.Count + tensor.Uint64Data.Count;
        if (elsewhere > 0 || tensor.Segment is not null)
        {
            throw VaeModelException.Unsupported(source, $"tensor '{tensor.Name}' must hold its numbers as raw data, in one piece; got others "
                + "(unsupported). Export the model again.");
        }

        var elements = tensor.Dims.Count > FileLimits.Axes ? -1 : Elements(tensor.Dims);
        if (elements < 0 || elements * size != tensor.RawData.Length)
        {
            var shape = string.Join(", ", tensor.Dims.Take(FileLimits.Axes + 1));
            throw VaeModelException.Invalid(source, string.Create(
                CultureInfo.InvariantCulture,
                $"tensor '{tensor.Name}' must hold as many numbers of {size} bytes as its shape says; got shape [{shape}] and "
                    + $"{tensor.RawData.Length} bytes (invalid). The file is damaged: export the model again."));
        }
    }
}
