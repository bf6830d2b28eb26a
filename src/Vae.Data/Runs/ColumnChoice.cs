using System.Globalization;
using Vae.Data.Rows;
using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data.Runs;

/// <summary>Which columns of a table train, and a sentence on everything that is not taken as it stands.</summary>
internal sealed class ColumnChoice
{
    /// <summary>Names that columns with labels usually have.</summary>
    private static readonly HashSet<string> LabelNames = new(
        [
            "label", "labels", "class", "target", "anomaly", "is_anomaly", "isanomaly", "outlier", "is_outlier", "attack", "fraud", "is_fraud",
            "ground_truth",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>A column of more different values than this holds no labels.</summary>
    private const int MostLabels = 20;

    private readonly List<VaeColumn> _columns = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _rising = [];
    private readonly IReadOnlyList<string> _missing;
    private readonly List<string> _keys = [];

    /// <summary>Chooses.</summary>
    /// <exception cref="VaeDataException">A column may be a number or not, no column is left, or none varies.</exception>
    public ColumnChoice(ProfiledTable profiled)
    {
        _missing = new MissingWords(profiled.Options.Missing).Words;
        var (table, names, found, columns) = (profiled.Table, profiled.Options.Names, profiled.Found, profiled.Candidates);
        Refuse(table, names, columns);
        if (found.Labels.Unlabelled > 0)
        {
            _notes.Add(FormattableString.Invariant($"{found.Labels.Unlabelled:N0} rows have no label and are left out."));
        }

        foreach (var column in columns)
        {
            Take(column, found.Rows, names, hasLabel: profiled.Label is not null);
        }

        if (_columns.Count == 0)
        {
            throw new VaeDataException(
                $"Data file '{table.Name}' must have a column to learn from; got none that is left. {string.Join(' ', _notes)}");
        }

        var kept = columns.Where(column => _columns.Exists(taken => taken.Name == column.Name)).ToList();
        if (found.Rows > 1 && kept.TrueForAll(column => column.Profile.IsEmpty || column.Profile.Constant is not null))
        {
            throw new VaeDataException(
                $"Data file '{table.Name}' must have a column that varies; got only empty and constant ones: "
                + $"{NameList.Of([.. kept.Select(column => column.Name)], 5)}.");
        }
    }

    public IReadOnlyList<VaeColumn> Columns => _columns;

    public IReadOnlyList<string> Notes => _notes;

    public IReadOnlyList<string> Rising => _rising;

    public IReadOnlyList<string> Keys => _keys;

    private void Take(CandidateColumn column, long rows, OptionNames names, bool hasLabel)
    {
        var (name, profile) = (column.Name, column.Profile);
        if (profile.Missing is { } missing)
        {
            _notes.Add(FormattableString.Invariant($"Column '{name}': {missing.Count:N0} cells of {rows:N0} taken as missing ({missing})."));
        }

        if (column.Dispensable is { } reason)
        {
            _notes.Add($"Column '{name}' is left out: {reason}.");
            _keys.Add(name);
            return;
        }

        var taken = new VaeColumn(name, profile.IsNumber ? null : profile.Categories) 
        {
            Offset = profile.Offset, Missing = _missing, NumberFormat = profile.Format?.Example,
        };
        _columns.Add(taken);
        if (taken.Offset != 0)
        {
            _notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Column '{name}' lies far from zero for its spread: {taken.Offset:#,0.##########} is taken off first, ")
                + "here and when rows are scored.");
        }

        if (profile.IsRising)
        {
            _rising.Add(name);
        }
        else if (profile.IsUnique)
        {
            _notes.Add(
                $"Column '{name}' is taken as numbers, all whole and different, as identifiers are. Where it is one: {names.Ignored} \"{name}\".");
        }

        if (profile is { IsNumber: true, LeadingZero: { } code })
        {
            _notes.Add(
                $"Column '{name}' is taken as numbers, some with zeros before them ('{code}'). Where these are codes: {names.Text} \"{name}\".");
        }

        if (profile.SaysLabel)
        {
            _notes.Add(
                $"Column '{name}' has values of its own in every row that the label takes for an anomaly: does it say the same as the label? A model "
                + $"that sees it finds what is known already. If so: {names.Ignored} \"{name}\".");
        }
        else if (!hasLabel && LabelNames.Contains(name) && profile.Distinct <= MostLabels)
        {
            _notes.Add(
                $"Column '{name}' trains like any other. If it says which rows are normal: {names.Label} \"{name}\"; if it is only known afterwards: "
                + $"{names.Ignored} \"{name}\".");
        }

        if (profile.IsEmpty)
        {
            _notes.Add($"Column '{name}' is empty: any value in it will be new to the model.");
        }
        else if (profile.Constant is { } value)
        {
            _notes.Add($"Column '{name}' is constant ({value}): any other value will be new to the model.");
        }
    }

    private static void Refuse(ITableSource table, OptionNames names, IReadOnlyList<CandidateColumn> columns)
    {
        var flaws = columns.Where(column => column.Flaw is not null).ToList();
        if (flaws.Count == 0)
        {
            return;
        }

        var written = flaws.Exists(column => column.Profile.IsLikeNumbers)
            ? $"Where they are numbers, show how the file writes 1234.5: {names.NumberFormats} \"1.234,5\". " : "";
        var list = string.Join(",", flaws.Select(column => column.Name));
        throw new VaeDataException(
            $"{string.Join(" ", flaws.Select(column => $"Column '{column.Name}' of '{table.Name}' must hold numbers or categories; "
                + $"got {column.Flaw}."))} "
            + $"{written}Where such a text stands for a missing value: {names.Missing} TEXT. Where the cells are text: {names.Text} \"{list}\". "
            + $"To leave {(flaws.Count == 1 ? "it" : "them")} out: {names.Ignored} \"{list}\".");
    }
}
