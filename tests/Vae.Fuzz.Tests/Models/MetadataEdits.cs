using Google.Protobuf.Collections;
using Vae.MLNet.Onnx;
using static Vae.Fuzz.Tests.Models.ModelEdits;

namespace Vae.Fuzz.Tests.Models;

/// <summary>Changes of what a file says of itself.</summary>
internal static class MetadataEdits
{
    private static readonly string[] Values =
    [
        "", "0", "1", "-1", "2", "1000", "NaN", "Infinity", "1e999", "1e-400", "99999999999999999999", "null", "[]", "{}", "[null]", "[[]]", "true",
        "0.05",
        "0x10", "1,5", " 1 ", "\u0661", "\u001b[31m", "[1,2]", "[4]", "[-1]", "[1e9]", "[{\"name\":null}]", "[{\"name\":\"a\",\"categories\":[]}]",
        "[{\"name\":\"a\"},{\"name\":\"a\"}]", "{\"a\":1e999}",
    ];

    public static string Apply(Random random, RepeatedField<StringStringEntryProto> entries, RepeatedField<StringStringEntryProto> others)
    {
        if (entries.Count == 0)
        {
            entries.Add(others.Select(entry => entry.Clone()));
            return "all metadata of another model";
        }

        var place = random.Next(entries.Count);
        var entry = entries[place];
        switch (random.Next(10))
        {
            case 9 when others.Count > 0:
                entries.Add(One(random, others).Clone());
                return $"{entries[^1].Key} of another model behind all";
            case 0:
                entries.RemoveAt(place);
                return $"{entry.Key} removed";
            case 1:
                entries.Insert(random.Next(entries.Count), entry.Clone());
                return $"{entry.Key} twice";
            case 2:
                var second = One(random, entries);
                (entry.Value, second.Value) = (second.Value, entry.Value);
                return $"{entry.Key} swapped with {second.Key}";
            case 3 when others.Count > 0:
                entry.Value = One(random, others).Value;
                return $"{entry.Key} of another model";
            case 4:
                entry.Key = random.Next(2) == 0 ? "vae.unknown" : One(random, entries).Key;
                return $"renamed {entry.Key}";
            case 5 or 6 when entry.Value.Length > 0:
                entry.Value = Letter(random, entry.Value);
                return $"{entry.Key} = {entry.Value}";
            default:
                entry.Value = Values[random.Next(Values.Length)];
                return $"{entry.Key} = {entry.Value}";
        }
    }

    private static string Letter(Random random, string value)
    {
        var place = random.Next(value.Length);
        return random.Next(4) switch
        {
            0 => value.Remove(place, 1),
            1 => value.Insert(place, value[place].ToString()),
            2 => value[..place],
            _ => value.Remove(place, 1).Insert(place, ((char)random.Next(32, 127)).ToString()),
        };
    }
}
