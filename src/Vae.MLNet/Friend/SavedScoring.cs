using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;

namespace Vae.MLNet.Friend;

/// <summary>
/// What a saved pipeline holds beside the model: columns and options. The model's own digest does not cover them, and a bit more or less in a
/// threshold changes labels, so that they have one of their own.
/// </summary>
/// <param name="Input">The input column; empty for the model's own columns.</param>
/// <param name="Prefix">What stands before the names of the output columns.</param>
/// <param name="Source">Where the model came from, for messages.</param>
/// <param name="Options">How the model is run.</param>
/// <param name="Outputs">Names of the outputs with commas between; empty for all that the model has.</param>
internal sealed record SavedScoring(string Input, string Prefix, string Source, VaeModelOptions Options, string Outputs)
{
    /// <summary>1: no outputs, no decoder. 2: no digest. No two numbers are one flipped bit apart: 4, not 3, and 3 never was.</summary>
    public const uint FirstVersion = 0x00010001, OutputsVersion = 0x00010002, Version = 0x00010004;

    public void Write(ModelSaveContext ctx)
    {
        ctx.SaveString(Input);
        ctx.SaveString(Prefix);
        ctx.SaveNonEmptyString(Source);
        ctx.Writer.Write((int)Options.Device);
        ctx.Writer.Write(Options.GpuDeviceId);
        WriteOptional(ctx, Options.FalseAlarmRate);
        WriteOptional(ctx, Options.Threshold);
        ctx.Writer.Write(Options.Threads);
        ctx.Writer.Write(Options.BatchSize);
        ctx.SaveString(Outputs);
        ctx.SaveString(Digest());
    }

    /// <exception cref="InvalidDataException">It is not what was saved.</exception>
    public static SavedScoring Read(ModelLoadContext ctx)
    {
        var version = ctx.Header.ModelVerWritten;
        var saved = new SavedScoring(
            ctx.LoadString(), ctx.LoadString(), ctx.LoadNonEmptyString(), ReadOptions(ctx), version == FirstVersion ? "" : ctx.LoadString());
        var isWhole = version switch
        {
            FirstVersion or OutputsVersion => true,
            Version => ctx.LoadString() == saved.Digest(),
            _ => false,
        };
        return isWhole ? saved : throw new InvalidDataException("columns or options that do not have the digest which stands beside them");
    }

    private string Digest()
    {
        object[] values =
        [
            Input, Prefix, Source, (int)Options.Device, Options.GpuDeviceId, Bits(Options.FalseAlarmRate), Bits(Options.Threshold),
            Options.Threads, Options.BatchSize, Outputs,
        ];
        var text = string.Join('\0', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static object Bits(double? number) => number is { } given ? BitConverter.DoubleToInt64Bits(given) : "";

    private static VaeModelOptions ReadOptions(ModelLoadContext ctx) => new()
    {
        Device = (VaeDevice)ctx.Reader.ReadInt32(),
        GpuDeviceId = ctx.Reader.ReadInt32(),
        FalseAlarmRate = ReadOptional(ctx),
        Threshold = ReadOptional(ctx),
        Threads = ctx.Reader.ReadInt32(),
        BatchSize = ctx.Reader.ReadInt32(),
    };

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
