using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vae.Quality.Report;

/// <summary>Results as JSON, one object a line.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T result) => JsonSerializer.Serialize(result, Json);

    /// <summary>Adds a line and brings it to the file, so that a run that is interrupted keeps it.</summary>
    public static void Append<T>(TextWriter lines, T result)
    {
        lines.WriteLine(Write(result));
        lines.Flush();
    }

    public static IReadOnlyList<SetResult> Read(string path) => ReadAll<SetResult>(path);

    public static IReadOnlyList<T> ReadAll<T>(string path) => [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<T>(line, Json)!)];
}
