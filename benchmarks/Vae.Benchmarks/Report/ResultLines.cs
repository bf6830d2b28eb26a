using System.Text.Encodings.Web;
using System.Text.Json;
using Vae.Benchmarks.Ratios;

namespace Vae.Benchmarks.Report;

/// <summary>A file of results: the first line says where they were measured, every other one is a ratio.</summary>
internal static class ResultLines
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string path, MeasuredOn on, IEnumerable<Ratio> ratios) =>
        File.WriteAllText(path, string.Concat(ratios.Select(ratio => JsonSerializer.Serialize(ratio, Json)).Prepend(JsonSerializer.Serialize(on, Json)).Select(line => line + "\n")));

    public static (MeasuredOn On, IReadOnlyList<Ratio> Ratios) Read(string path)
    {
        var lines = File.ReadAllLines(path);
        return (JsonSerializer.Deserialize<MeasuredOn>(lines[0], Json)!, [.. lines.Skip(1).Select(line => JsonSerializer.Deserialize<Ratio>(line, Json)!)]);
    }
}
