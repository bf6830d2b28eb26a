using System.Reflection;
using Vae.MLNet.Onnx;

namespace Vae.Training.Images.Backbone;

/// <summary>The pretrained network of the package Vae.Training.Features, where a program has it.</summary>
internal static class BackboneFile
{
    /// <summary>The package; it is looked for by name, so that programs without it need not carry its weights.</summary>
    public const string Package = "Vae.Training.Features";

    private const string Resource = "network.onnx";

    private static readonly Lazy<Assembly?> Found = new(Find);

    private static readonly Lazy<PretrainedBackbone?> Read = new(() => Found.Value is { } assembly ? Parse(assembly) : null);

    /// <summary>Whether the program has the package; nothing is read yet.</summary>
    public static bool IsThere => Found.Value is not null;

    /// <summary>The network, or null where the program does not have the package.</summary>
    public static PretrainedBackbone? Network => Read.Value;

    private static Assembly? Find()
    {
        try
        {
            return Assembly.Load(new AssemblyName(Package));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static PretrainedBackbone Parse(Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException(
            $"Package '{Package}' must hold the resource '{Resource}'; got none. Take the version that belongs to Vae.Training.");
        return PretrainedBackbone.Of(ModelProto.Parser.ParseFrom(stream));
    }
}
