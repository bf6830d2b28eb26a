using Microsoft.ML;
using Microsoft.ML.Runtime;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Friend;
using Vae.MLNet.Inference;

// The zip names this assembly, so that a program which never heard of us by code loads it with mlContext.Model.Load alone.
[assembly: LoadableClass(
    typeof(VaeAnomalyTransformer), null, typeof(SignatureLoadModel), "VAE anomaly detector", VaeAnomalyTransformer.LoaderSignature)]

namespace Vae.MLNet;

// Saving in model.zip and loading from there: the exact bytes of the ONNX file, the columns, and the options of the model.
public sealed partial class VaeAnomalyTransformer
{
    internal const string LoaderSignature = "VaeAnomalyTransformer";

    private const string ModelEntry = "model.onnx";
    private const string DecoderEntry = "model.decoder.onnx";

    private static VersionInfo FormatVersion => new(
        modelSignature: "VAEANOML",
        verWrittenCur: SavedScoring.Version,
        verReadableCur: SavedScoring.Version,
        verWeCanReadBack: SavedScoring.FirstVersion,
        loaderAssemblyName: typeof(VaeAnomalyTransformer).Assembly.FullName,
        loaderSignature: LoaderSignature);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(FormatVersion);
        var outputs = string.Join(',', _outputs.Select(output => output.Name));
        new SavedScoring(InputColumnName ?? "", OutputColumnPrefix, _model.Native.File.Source, _model.Native.Options, outputs).Write(ctx);
        ctx.SaveBinaryStream(ModelEntry, writer => writer.Write(_model.Native.File.Bytes.Span));
        if (_model.HasDecoder)
        {
            ctx.SaveBinaryStream(DecoderEntry, writer => writer.Write(_model.Native.File.Decoder.Span));
        }
    }

    /// <summary>
    /// Called by ML.NET's loader, by its name and signature. The loader wraps every error once for each reflection call on its way.
    /// </summary>
    /// <exception cref="VaeModelException">The entry's content cannot be used.</exception>
    internal static VaeAnomalyTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        var source = $"{ctx.Directory}/{ModelEntry}";
        try
        {
            ctx.CheckAtModel(FormatVersion);
            var saved = SavedScoring.Read(ctx);
            source = saved.Source;
            saved.Options.Validate();
            var outputs = OutputsOf(source, saved.Outputs);
            var bytes = TryRead(ctx, ModelEntry, source)
                ?? throw VaeModelException.Missing(source, $"entry '{ModelEntry}' must be in the zip; got none (missing). Save the pipeline again.");
            var file = ModelFile.Detector(bytes, source, TryRead(ctx, DecoderEntry, source));
            outputs = file.Outputs.Choose(outputs, $"model '{source}'", nameof(ctx));
            var model = new VaeModel(new NativeModel(file, saved.Options));
            return new VaeAnomalyTransformer(env, model, saved.Input.Length == 0 ? null : saved.Input, saved.Prefix, outputs);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or IOException or InvalidDataException)
        {
            throw VaeModelException.Invalid(source, $"the detector's entries in the zip must be as they were saved; got: {exception.Message} "
                + "(invalid). Save the pipeline again.", exception);
        }
    }

    /// <summary>The outputs of a list of names; none stand for all that the model has.</summary>
    private static IReadOnlyList<VaeOutput> OutputsOf(string source, string names) =>
    [
        .. names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => VaeOutputs.All.FirstOrDefault(output => output.Name == name)
            ?? throw VaeModelException.Unsupported(
                source, $"output '{name}' must be one of {string.Join(", ", VaeOutputs.All)}; got another (unsupported). Update Vae.MLNet.")),
    ];

    /// <summary>The bytes of an entry, or null where there is none.</summary>
    private static byte[]? TryRead(ModelLoadContext ctx, string entry, string source)
    {
        ZipBounds.Check(ctx, entry, source);
        byte[]? bytes = null;
        ctx.TryLoadBinaryStream(entry, reader => bytes = reader.ReadBytes(checked((int)reader.BaseStream.Length)));
        return bytes;
    }
}
