using System.Globalization;
using System.Text;

namespace Vae.Fuzz.Tests.Campaigns;

/// <summary>What came of the mutants of a campaign.</summary>
internal sealed class FuzzTally
{
    private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private readonly List<string> _findings = [];

    /// <summary>How many mutants were tried.</summary>
    public int Count => _kinds.Values.Sum();

    /// <summary>What must not be, a line each.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>How many had an outcome of this kind.</summary>
    public int Of(string kind) => _kinds.GetValueOrDefault(kind);

    public void Add(int number, string kind, string finding)
    {
        _kinds[kind] = Of(kind) + 1;
        if (finding.Length > 0)
        {
            _findings.Add(FormattableString.Invariant($"mutant {number}: {kind}: {finding}"));
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (kind, count) in _kinds)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{count,9:N0}  {kind}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{Count,9:N0}  mutants, {_findings.Count} findings");
        return text.ToString();
    }
}
