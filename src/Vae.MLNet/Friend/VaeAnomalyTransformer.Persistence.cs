using Microsoft.ML;
using Microsoft.ML.Runtime;
using Vae.MLNet;
using Vae.MLNet.Friend;

// The zip names this assembly, so that a program which never heard of us by code loads it with mlContext.Model.Load alone.
[assembly: LoadableClass(typeof(VaeAnomalyTransformer), null, typeof(SignatureLoadModel), "VAE anomaly detector", VaeAnomalyTransformer.LoaderSignature)]

namespace Vae.MLNet;

/// <summary>Saving in <c>model.zip</c> and loading from there: the exact bytes of the ONNX file, the columns, and the options of the model.</summary>
public sealed partial class VaeAnomalyTransformer
{
    internal const string LoaderSignature = "VaeAnomalyTransformer";

    private const string ModelEntry = "model.onnx";
    private const uint Version = 0x00010001;

    private static VersionInfo FormatVersion => new(
        modelSignature: "VAEANOML",
        verWrittenCur: Version,
        verReadableCur: Version,
        verWeCanReadBack: Version,
        loaderAssemblyName: typeof(VaeAnomalyTransformer).Assembly.FullName,
        loaderSignature: LoaderSignature);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        var options = Model.Native.Options;
        ctx.CheckAtModel();
        ctx.SetVersionInfo(FormatVersion);
        ctx.SaveNonEmptyString(InputColumnName);
        ctx.SaveString(OutputColumnPrefix);
        ctx.SaveNonEmptyString(Model.Native.File.Source);
        ctx.Writer.Write((int)options.Device);
        ctx.Writer.Write(options.GpuDeviceId);
        WriteOptional(ctx, options.FalseAlarmRate);
        WriteOptional(ctx, options.Threshold);
        ctx.Writer.Write(options.Threads);
        ctx.Writer.Write(options.BatchSize);
        ctx.SaveBinaryStream(ModelEntry, writer => writer.Write(Model.Native.File.Bytes.Span));
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
            var (input, prefix) = (ctx.LoadNonEmptyString(), ctx.LoadString());
            source = ctx.LoadNonEmptyString();
            var options = ReadOptions(ctx);
            options.Validate();
            return new VaeAnomalyTransformer(env, VaeModel.Load(ReadModel(ctx, source), source, options), input, prefix);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or IOException or InvalidDataException)
        {
            throw VaeModelException.Invalid(source, $"the detector's entries in the zip must be as they were saved; got: {exception.Message} "
                + "(invalid). Save the pipeline again.", exception);
        }
    }

    private static VaeModelOptions ReadOptions(ModelLoadContext ctx) => new()
    {
        Device = (VaeDevice)ctx.Reader.ReadInt32(),
        GpuDeviceId = ctx.Reader.ReadInt32(),
        FalseAlarmRate = ReadOptional(ctx),
        Threshold = ReadOptional(ctx),
        Threads = ctx.Reader.ReadInt32(),
        BatchSize = ctx.Reader.ReadInt32(),
    };

    private static byte[] ReadModel(ModelLoadContext ctx, string source)
    {
        ZipBounds.Check(ctx, ModelEntry, source);
        var bytes = Array.Empty<byte>();
        return ctx.TryLoadBinaryStream(ModelEntry, reader => bytes = reader.ReadBytes(checked((int)reader.BaseStream.Length)))
            ? bytes
            : throw VaeModelException.Missing(source, $"entry '{ModelEntry}' must be in the zip; got none (missing). Save the pipeline again.");
    }

    private static void WriteOptional(ModelSaveContext ctx, double? number)
    {
        ctx.Writer.Write(number.HasValue);
        ctx.Writer.Write(number.GetValueOrDefault());
    }

    private static double? ReadOptional(ModelLoadContext ctx)
    {
        var isSet = ctx.Reader.ReadBoolean();
        var number = ctx.Reader.ReadDouble();
        return isSet ? number : null;
    }
}
