using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.TestModels;
using Vae.MLNet.Tests.DataView;

namespace Vae.MLNet.Tests.Monitoring;

public sealed class VaeDriftWatchTests
{
    private static readonly VaeModelInfo Model = new TinyModel().Info;

    private static float[] PValues(int seed, int rows, double power = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => (float)Math.Pow(1 - random.NextDouble(), power))];
    }

    /// <summary>[rows, 4], each feature around 0 with standard deviation 1/√12 · 2.</summary>
    private static float[] Features(int seed, int rows, float shiftOfThird = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * 4).Select(index => (random.NextSingle() * 2) - 1 + (index % 4 == 2 ? shiftOfThird : 0))];
    }

    /// <summary>At 20 % at most 20 of 100 streams may ever alarm on average; the bound is not tight, so that 30 would be beyond chance.</summary>
    [Fact]
    public void Streams_without_drift_keep_the_false_alarm_rate()
    {
        var options = new VaeDriftOptions { FalseAlarmRate = 0.2 };
        var alarms = Enumerable.Range(0, 100).Count(stream =>
        {
            var watch = VaeDriftWatch.For(Model, Features(stream, 300), options);
            watch.Add(PValues(stream, 1_500), Features(1_000 + stream, 1_500));
            return watch.State.IsAlarmed;
        });

        Assert.InRange(alarms, 0, 30);
    }

    [Theory]
    [InlineData(2.0, VaeDriftCause.OdderRows)]
    [InlineData(0.4, VaeDriftCause.MoreOrdinaryRows)]
    public void Rows_that_become_odder_or_more_ordinary_are_found_after_a_quiet_time(double power, VaeDriftCause cause)
    {
        var watch = new VaeDriftWatch(calibrationRows: 500);
        watch.Add(PValues(1, 1_000));
        Assert.False(watch.State.IsAlarmed);

        watch.Add(PValues(2, 500, power));

        var state = watch.State;
        Assert.Equal(cause, state.Cause);
        Assert.InRange(state.AlarmedAtRow!.Value, 1_001, 1_300);
        Assert.True(state.Evidence > state.AlarmAt);
        Assert.Equal((1_500L, 2.0), (state.Rows, state.AlarmAt));
        Assert.Empty(state.Features);
    }

    /// <summary>0.577 is the standard deviation of the feature.</summary>
    [Fact]
    public void A_feature_that_moved_is_named_with_its_shift()
    {
        var watch = VaeDriftWatch.For(Model, Features(1, 1_000));
        watch.Add(PValues(2, 1_000), Features(2, 1_000));
        Assert.False(watch.State.IsAlarmed);

        watch.Add(PValues(3, 300), Features(3, 300, shiftOfThird: 0.577f));

        var state = watch.State;
        Assert.Equal((VaeDriftCause.Feature, "f2"), (state.Cause, state.AlarmedFeature));
        Assert.InRange(state.AlarmedAtRow!.Value, 1_001, 1_150);
        Assert.Equal("f2", state.Features[0].Name);
        Assert.InRange(state.Features[0].Shift, 0.8, 1.2);
        Assert.Equal(4, state.Features.Count);
        Assert.InRange(state.Features[1].Shift, -0.4, 0.4);
    }

    private sealed class Named
    {
        public float PValue { get; set; }

        [ColumnName("f2")]
        public float Third { get; set; }

        [ColumnName("f0")]
        public double First { get; set; }

        [ColumnName("f3")]
        public float Fourth { get; set; }

        [ColumnName("f1")]
        public float Second { get; set; }
    }

    [Fact]
    public void Columns_of_their_own_are_found_by_name()
    {
        var (context, pValues, features) = (new MLContext(seed: 0), PValues(2, 600), Features(2, 600, shiftOfThird: 0.577f));
        var byName = context.Data.LoadFromEnumerable(features.Chunk(4).Select((row, index) =>
            new Named { PValue = pValues[index], First = row[0], Second = row[1], Third = row[2], Fourth = row[3] }).ToArray());
        var (watch, expected) = (VaeDriftWatch.For(Model, Features(1, 1_000)), VaeDriftWatch.For(Model, Features(1, 1_000)));

        watch.Add(byName, Model);
        expected.Add(pValues, features);

        Assert.Equal("f2", watch.State.AlarmedFeature);
        Assert.Equal(expected.State.Evidence, watch.State.Evidence);
        Assert.Equal(expected.Save(), watch.Save());
        Assert.Contains("Input column 'g0' must be in the data", Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            var other = (new TinyModel() with { Columns = [new("g0"), new("f1"), new("f2"), new("f3")] }).Info;
            VaeDriftWatch.For(other).Add(byName, other);
        }).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Argument 'model' must have the features of the watch, 'f0', 'f1', 'f2', 'f3'; got 'f0', 'f1', 'f2'.",
            Assert.Throws<ArgumentException>(() => watch.Add(byName, new TinyModel { Features = 3 }.Info)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_normal_rows_the_first_rows_of_the_stream_are_the_reference()
    {
        var watch = VaeDriftWatch.For(Model, options: new VaeDriftOptions { ReferenceRows = 400 });
        watch.Add(PValues(1, 399), Features(1, 399));
        Assert.Empty(watch.State.Features);
        watch.Add(PValues(2, 400), Features(2, 400));
        Assert.False(watch.State.IsAlarmed);

        watch.Add(PValues(3, 300), Features(3, 300, shiftOfThird: 1));

        Assert.Equal("f2", watch.State.AlarmedFeature);
    }

    [Fact]
    public void More_missing_values_are_drift_of_their_feature()
    {
        var watch = VaeDriftWatch.For(Model, Features(1, 500));
        var rows = Features(2, 300);
        for (var row = 0; row < 300; row += 2)
        {
            rows[(row * 4) + 1] = float.NaN;
        }

        watch.Add(PValues(2, 300), rows);

        Assert.Equal("f1", watch.State.AlarmedFeature);
    }

    [Fact]
    public void A_saved_watch_goes_on_to_the_bit()
    {
        var normal = Features(1, 300);
        normal[5] = float.NaN;
        var whole = VaeDriftWatch.For(Model, normal, new VaeDriftOptions { Seed = 7, FalseAlarmRate = 0.05 });
        whole.Add(PValues(1, 100), Features(2, 100, 0.3f));
        whole.Add(float.NaN);
        var restored = VaeDriftWatch.Restore(whole.Save());
        Assert.Equal(whole.Save(), restored.Save());

        whole.Add(PValues(2, 200), Features(3, 200, 0.3f));
        restored.Add(PValues(2, 200), Features(3, 200, 0.3f));

        Assert.Equal(whole.Save(), restored.Save());
        Assert.Equal(whole.State.Features, restored.State.Features);
        Assert.Equal((301L, 1L), (restored.State.Rows, restored.State.UnjudgedRows));
        Assert.Equal(whole.State.AlarmedAtRow, restored.State.AlarmedAtRow);
    }

    [Fact]
    public void A_watch_is_saved_in_the_middle_of_its_first_rows()
    {
        var whole = VaeDriftWatch.For(Model, options: new VaeDriftOptions { ReferenceRows = 100 });
        whole.Add(PValues(1, 60), Features(1, 60));
        var restored = VaeDriftWatch.Restore(whole.Save());

        whole.Add(PValues(2, 60), Features(2, 60));
        restored.Add(PValues(2, 60), Features(2, 60));

        Assert.Equal(whole.Save(), restored.Save());
        Assert.Equal(4, restored.State.Features.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    public void What_is_no_saved_watch_is_refused(string text) =>
        Assert.StartsWith("Saved drift watch must be", Assert.Throws<InvalidDataException>(() => VaeDriftWatch.Restore(System.Text.Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void Threads_lose_no_row()
    {
        var watch = VaeDriftWatch.For(Model, Features(1, 100));
        var (pValues, features) = (PValues(1, 50), Features(2, 50));

        Parallel.For(0, 80, _ => watch.Add(pValues, features));

        Assert.Equal(4_000, watch.State.Rows);
        Assert.True(double.IsFinite(watch.State.Evidence));
    }

    [Fact]
    public void Scored_data_is_added_row_by_row()
    {
        var context = new MLContext(seed: 0);
        using var model = new TinyModel().Load();
        var data = Table.View(context, Features(1, 40));
        using var detector = context.Transforms.DetectAnomaliesWithVae(model, new VaeScoringOptions()).Fit(data);
        var (byView, byArrays) = (VaeDriftWatch.For(model.Info, Features(2, 200)), VaeDriftWatch.For(model.Info, Features(2, 200)));

        byView.Add(detector.Transform(data));
        byArrays.Add(model.Score(Features(1, 40)).PValue, Features(1, 40));

        Assert.Equal(byArrays.Save(), byView.Save());
    }

    [Fact]
    public void A_row_without_features_is_watched_as_one_of_gaps_and_one_of_another_length_is_refused()
    {
        var context = new MLContext(seed: 0);
        using var model = new TinyModel().Load();
        var rows = Table.Rows(Features(1, 40));
        rows[7].Features = null!;
        var data = context.Data.LoadFromEnumerable(rows);
        using var detector = context.Transforms.DetectAnomaliesWithVae(model, new VaeScoringOptions()).Fit(data);
        var (byView, byArrays) = (VaeDriftWatch.For(model.Info, Features(2, 200)), VaeDriftWatch.For(model.Info, Features(2, 200)));

        byView.Add(detector.Transform(data));
        var features = Features(1, 40);
        features.AsSpan(28, 4).Fill(float.NaN);
        byArrays.Add(model.Score(features).PValue, features);
        Assert.Equal(byArrays.Save(), byView.Save());

        var shorter = context.Data.LoadFromEnumerable([new Observed { PValue = 0.5f, Features = [1, 2] }]);
        Assert.Contains("got 2", Assert.Throws<ArgumentException>(() => byView.Add(shorter)).Message, StringComparison.Ordinal);
    }

    private sealed class Observed
    {
        public float PValue { get; set; }

        [Microsoft.ML.Data.VectorType(4)]
        public float[] Features { get; set; } = [];
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_nothing_is_added()
    {
        var watch = VaeDriftWatch.For(Model, Features(1, 100));

        Assert.StartsWith("p-values must lie between 0 and 1", Assert.Throws<ArgumentOutOfRangeException>(() => watch.Add([0.5f, 3])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Features must be those of 1 rows with 4", Assert.Throws<ArgumentException>(() => watch.Add([0.5f], [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Normal rows must be at least 100", Assert.Throws<ArgumentException>(() => VaeDriftWatch.For(Model, Features(1, 99))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new VaeDriftWatch(100, new VaeDriftOptions { FalseAlarmRate = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VaeDriftWatch(100, new VaeDriftOptions { ReferenceRows = 10 }));
        Assert.Equal(0, watch.State.Rows);
    }
}
