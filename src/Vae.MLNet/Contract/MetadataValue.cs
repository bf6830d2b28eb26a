using System.Globalization;
using System.Text.Json;

namespace Vae.MLNet.Contract;

/// <summary>The text of one key in a file's metadata, and what it can be read as.</summary>
/// <param name="Source">The file, for messages.</param>
/// <param name="Key">The key.</param>
/// <param name="Text">What stands there.</param>
internal readonly record struct MetadataValue(string Source, string Key, string Text)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new FiniteNumber<float>(), new FiniteNumber<double>() }, TypeInfoResolver = MetadataJson.Default,
    };

    public static string Of(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    public static string OfJson<T>(T value) => JsonSerializer.Serialize(value, Format);

    public T Number<T>()
        where T : struct, IParsable<T> => T.TryParse(Text, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid("a number");

    public T Name<T>()
        where T : struct, Enum => Enum.TryParse<T>(Text, out var value) && Enum.IsDefined(value)
            ? value
            : throw Invalid("one of " + string.Join(", ", Enum.GetNames<T>()));

    public T Json<T>()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Text, Format) ?? throw Invalid("JSON other than null");
        }
        catch (JsonException exception)
        {
            throw Invalid("JSON", exception);
        }
    }

    private VaeModelException Invalid(string rule, Exception? inner = null) =>
        VaeModelException.Invalid(
            Source, $"metadata '{Key}' must be {rule}; got '{Text}' (invalid). The file is damaged: export the model again.", inner);
}
