using System.Globalization;
using Vae.MLNet.Features;

namespace Vae.Data.Sources.Csv;

/// <summary>Whether the first row of a table names its columns, by what the rows below hold.</summary>
internal sealed class HeaderRow
{
    private readonly string[] _first;
    private readonly string[][] _below;

    /// <summary>Looks at the first records.</summary>
    public HeaderRow(IReadOnlyList<string[]?> records)
    {
        _first = records is [{ } first, ..] ? first : [];
        _below = [.. records.Skip(1).OfType<string[]>().Where(Fits)];
        var places = Enumerable.Range(0, _first.Length).ToList();
        int[] onNumbers = [.. places.Where(place => AllBelow(place, IsNumber))];
        IsNames = onNumbers.Any(place => !IsNumber(_first[place]) && !MissingText.IsInNumbers(_first[place]));
        if (!IsNames)
        {
            Data = DataOnNumbers([.. onNumbers.Where(place => IsNumber(_first[place]))]) ?? DataOnDates(places) ?? Repeated(places, onNumbers);
        }
    }

    /// <summary>True where a text stands above numbers, which is a name for sure.</summary>
    public bool IsNames { get; }

    /// <summary>Why the first row looks like data, in words that follow "got"; null where it does not.</summary>
    public string? Data { get; }

    /// <summary>True for a number; an empty cell is none.</summary>
    private static bool IsNumber(string cell) => NumberText.TryParse(cell, out var number) && float.IsFinite(number);

    /// <summary>A delimiter more at the end of a row is none.</summary>
    private bool Fits(string[] record) =>
        record.Length == _first.Length || (record.Length == _first.Length + 1 && record[^1].Length == 0);

    private bool AllBelow(int place, Func<string, bool> rule)
    {
        string[] cells = [.. _below.Select(record => record[place]).Where(cell => !MissingText.IsInNumbers(cell))];
        return cells.Length > 0 && cells.All(rule);
    }

    /// <summary>Names may be numbers too, such as years; those are whole and evenly spaced, and the texts beside them are no values.</summary>
    private string? DataOnNumbers(int[] places)
    {
        if (places.Length == 0)
        {
            return null;
        }

        long?[] whole = [.. places.Select(place =>
            long.TryParse(_first[place], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null)];
        var isLadder = whole.Length > 1 && whole[1] > whole[0]
            && Enumerable.Range(1, whole.Length - 1).All(i => whole[i] - whole[i - 1] == whole[1] - whole[0]);
        return isLadder && !_first.Where((_, place) => !places.Contains(place)).Any(cell => _below.Any(record => record.Contains(cell)))
            ? null
            : $"'{_first[places[0]]}' above numbers";
    }

    private string? DataOnDates(IEnumerable<int> places) =>
        places.Where(place => DateText.Is(_first[place]) && AllBelow(place, DateText.Is))
            .Select(place => $"'{_first[place]}' above dates").FirstOrDefault();

    /// <summary>Of texts only: names are no values of their own columns.</summary>
    private string? Repeated(IReadOnlyCollection<int> places, int[] onNumbers) =>
        onNumbers.Length == 0 && places.Count > 0
        && places.All(place => _first[place].Length > 0 && _below.Any(record => record[place] == _first[place]))
            ? $"'{_first[0]}', which rows below have too"
            : null;
}
