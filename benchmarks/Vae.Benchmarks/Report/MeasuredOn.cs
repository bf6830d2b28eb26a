using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using Vae.MLNet;

namespace Vae.Benchmarks.Report;

/// <summary>Where and with what versions results were measured.</summary>
internal sealed record MeasuredOn
{
    public required string Machine { get; init; }

    public required int Cores { get; init; }

    public required string System { get; init; }

    public required string Date { get; init; }

    /// <summary>Runnable threads per core when the run started; above 1, others were at work.</summary>
    public double? LoadPerCore { get; init; }

    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    public static MeasuredOn Here() => new()
    {
        Machine = Processor(),
        Cores = Environment.ProcessorCount,
        System = RuntimeInformation.OSDescription,
        Date = DateTime.UtcNow.ToString("yyyy-MM-dd", global::System.Globalization.CultureInfo.InvariantCulture),
        LoadPerCore = Load() / Environment.ProcessorCount,
        Versions = new Dictionary<string, string>
        {
            [".NET"] = Environment.Version.ToString(),
            ["Vae.MLNet"] = VersionOf(typeof(VaeModel)),
            ["Microsoft.ML"] = VersionOf(typeof(MLContext)),
            ["ONNX Runtime"] = OrtEnv.Instance().GetVersionString(),
            ["TorchSharp"] = VersionOf(typeof(torch)),
        },
    };

    private static string Processor()
    {
        const string key = "model name";
        var line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static double? Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], global::System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private static string VersionOf(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
