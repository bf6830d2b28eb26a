using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vae.MLNet.Contract;

/// <summary>Numbers of metadata are finite: 1e999 is read as infinity elsewhere, and cannot be written again.</summary>
internal sealed class FiniteNumber<T> : JsonConverter<T>
    where T : struct, IFloatingPointIeee754<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var number = reader.TokenType == JsonTokenType.Number
            ? T.CreateSaturating(typeof(T) == typeof(float) ? reader.GetSingle() : reader.GetDouble())
            : T.NaN;
        return T.IsFinite(number) ? number : throw new JsonException("A number must be finite.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (value is float single)
        {
            writer.WriteNumberValue(single);
        }
        else
        {
            writer.WriteNumberValue(double.CreateChecked(value));
        }
    }
}
