namespace Vae.Service.Hosting;

/// <summary>What bodies may be.</summary>
internal static class ContentTypes
{
    public const string Json = "application/json";

    public const string Png = "image/png";

    /// <summary>Files of tables, and how the names of such files end.</summary>
    public static readonly IReadOnlyDictionary<string, string> Tables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["text/csv"] = ".csv",
        ["text/tab-separated-values"] = ".tsv",
        ["application/vnd.apache.parquet"] = ".parquet",
    };

    public static readonly IReadOnlyList<string> Images = ["image/*", "application/octet-stream"];

    /// <summary>What a path takes, in words.</summary>
    public static string Of(PathString path) => path.Value!.Split('/')[^1] switch
    {
        "row" => Json,
        "rows" => $"one of {string.Join(", ", [Json, .. Tables.Keys])}",
        _ => $"one of {string.Join(", ", Images)}",
    };
}
