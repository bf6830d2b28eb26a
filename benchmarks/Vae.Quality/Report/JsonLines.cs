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

    public static IReadOnlyList<SetResult> Read(string path) => [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<SetResult>(line, Json)!)];
}
