using System.Text.Json.Serialization;

namespace Vae.MLNet.Contract;

/// <summary>
/// What stands in metadata as JSON, with the code that reads and writes it made by the compiler: found by reflection at run time, it took a tenth of
/// the time of a small run.
/// </summary>
[JsonSerializable(typeof(TrainingSketch))]
[JsonSerializable(typeof(StoredTiling))]
[JsonSerializable(typeof(StoredColumn[]))]
[JsonSerializable(typeof(IEnumerable<StoredColumn>))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(IReadOnlyList<int>))]
[JsonSerializable(typeof(float[]))]
[JsonSerializable(typeof(IReadOnlyList<float>))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, double>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
[JsonSerializable(typeof(VaeTrainingReport[]))]
[JsonSerializable(typeof(IReadOnlyList<VaeTrainingReport>))]
internal sealed partial class MetadataJson : JsonSerializerContext;
