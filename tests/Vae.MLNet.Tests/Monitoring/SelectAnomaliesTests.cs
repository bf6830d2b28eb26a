using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.TestModels;
using Vae.MLNet.Tests.DataView;

namespace Vae.MLNet.Tests.Monitoring;

public sealed class SelectAnomaliesTests
{
    private readonly MLContext _context = new(seed: 0);

    private sealed class Row
    {
        public int Number { get; set; }

        public float PValue { get; set; }
    }

    private sealed class Other
    {
        public double PValue { get; set; }
    }

    [Fact]
    public void The_selected_rows_come_with_all_their_columns()
    {
        float[] pValues = [0.9f, 0.001f, float.NaN, 0.5f, 0.002f];
        var data = _context.Data.LoadFromEnumerable(pValues.Select((p, number) => new Row { Number = number, PValue = p }));

        var (selected, selection) = _context.AnomalyDetection.SelectAnomalies(data, fdr: 0.1);

        Assert.Equal([1, 4], selection.Rows);
        Assert.Equal([1, 4], selected.GetColumn<int>("Number"));
        Assert.Equal((1, null), (selection.UnjudgedRows, selection.CalibrationRows));
    }

    [Fact]
    public void No_selected_row_is_an_empty_view()
    {
        var data = _context.Data.LoadFromEnumerable([new Row { PValue = 0.9f }]);

        Assert.Empty(_context.AnomalyDetection.SelectAnomalies(data).Data.GetColumn<float>("PValue"));
    }

    /// <summary>The sums of squares beyond the latent features are 0 and 8: p-values 1 and the smallest, 1 / 1,000.</summary>
    [Fact]
    public void Scored_data_says_how_many_rows_are_behind_its_p_values()
    {
        using var model = new TinyModel().Load();
        var data = Table.View(_context, [0, 0, 0, 0, 0, 0, 2, 2]);
        using var detector = _context.Transforms.DetectAnomaliesWithVae(model, new VaeScoringOptions()).Fit(data);

        var selection = _context.AnomalyDetection.SelectAnomalies(detector.Transform(data)).Selection;

        Assert.Equal([1], selection.Rows);
        Assert.Equal(999, selection.CalibrationRows);
        Assert.Equal(99, _context.AnomalyDetection.SelectAnomalies(detector.Transform(data), calibrationRows: 99).Selection.CalibrationRows);
    }

    [Fact]
    public void A_missing_or_foreign_column_is_refused_by_name()
    {
        var data = _context.Data.LoadFromEnumerable([new Other()]);

        Assert.Contains(
            "Column 'Odd' must exist in the data; got the columns PValue.",
            Assert.Throws<ArgumentOutOfRangeException>(() => _context.AnomalyDetection.SelectAnomalies(data, pValueColumnName: "Odd")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Column 'PValue' must be of type Single; got Double.",
            Assert.Throws<ArgumentOutOfRangeException>(() => _context.AnomalyDetection.SelectAnomalies(data)).Message, StringComparison.Ordinal);
    }
}
