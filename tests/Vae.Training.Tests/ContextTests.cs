using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

/// <summary>What an <see cref="MLContext"/> is asked for by those who know ML.NET: its seed, its end, its log.</summary>
public sealed class ContextTests
{
    private static readonly VaeTrainingOptions Quick = Run.Quick with { Seed = null, Steps = 20 };

    [Fact]
    public void The_seed_of_the_context_is_the_default_of_the_options()
    {
        Assert.Equal(Scores(new(seed: 7), Quick), Scores(new(), Quick with { Seed = 7 }));
        Assert.Equal(Scores(new(seed: 7), Quick with { Seed = 1 }), Scores(new(), Quick));           // what the options say counts; 1 without any
        Assert.NotEqual(Scores(new(seed: 7), Quick), Scores(new(seed: 8), Quick));
    }

    [Fact]
    public void The_file_says_the_seed_that_was_used()
    {
        var context = new MLContext(seed: 7);
        using var transformer = context.AnomalyDetection.Trainers.Vae(options: Quick).Fit(Rows(context));

        Assert.Equal(7, transformer.Model.Info.Seed);
    }

    [Fact]
    public void A_context_that_is_given_up_ends_training()
    {
        var context = new MLContext(seed: 1);
        var trainer = context.AnomalyDetection.Trainers.Vae(
            options: Quick with { Steps = 1_000_000 }, progress: new Reports(_ => Cancel(context)));

        Assert.Throws<OperationCanceledException>(() => trainer.Fit(Rows(context)));
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(Rows(context)));                   // and does not begin any more
    }

    [Fact]
    public void A_context_that_is_given_up_ends_the_reading_of_rows()
    {
        var context = new MLContext(seed: 1);

        Assert.Throws<OperationCanceledException>(
            () => context.AnomalyDetection.Trainers.Vae(options: Quick).Fit(new Watched(Rows(context), () => Cancel(context))));
    }

    [Fact]
    public void A_token_ends_the_reading_of_rows()
    {
        var context = new MLContext(seed: 1);
        using var cancellation = new CancellationTokenSource();
        var trainer = context.AnomalyDetection.Trainers.Vae(options: Quick, cancellation: cancellation.Token);

        Assert.Throws<OperationCanceledException>(() => trainer.Fit(new Watched(Rows(context), cancellation.Cancel)));
    }

    [Fact]
    public void The_log_says_where_training_stands()
    {
        var context = new MLContext(seed: 1);
        var messages = new List<string>();
        context.Log += (_, log) => messages.Add(log.Message);

        context.AnomalyDetection.Trainers.Vae(options: Quick).Fit(Rows(context)).Dispose();

        Assert.Equal(20, messages.Count(message => message.Contains("Training step ", StringComparison.Ordinal)));
        Assert.Contains(messages, message => message.Contains("Training step 20 of 20 after ", StringComparison.Ordinal));
    }

    [Fact]
    public void Pixels_without_a_shape_promise_the_columns_of_images()
    {
        var context = new MLContext(seed: 1);
        var chain = context.Transforms.ExtractPixels("Pixels", "Image", ImagePixelExtractingEstimator.ColorBits.Rgb)
            .Append(context.AnomalyDetection.Trainers.Vae("Pixels", Quick with { Members = 2, Steps = 2 }))
            .Append(context.Transforms.CopyColumns("H", "Heatmap"));

        var heat = chain.Fit(Pictures(context)).Transform(Pictures(context)).GetColumn<float[]>("H").First();

        Assert.Equal(16 * 16, heat.Length);
    }

    /// <summary>Made anew for each pass: ExtractPixels disposes of the images that it has read.</summary>
    private static IDataView Pictures(MLContext context)
    {
        var random = new Random(1);
        return context.Data.LoadFromEnumerable(Enumerable.Range(0, 30).Select(_ =>
        {
            var bytes = new byte[16 * 16 * 4];
            random.NextBytes(bytes);
            return new Picture { Image = MLImage.CreateFromPixels(16, 16, MLPixelFormat.Bgra32, bytes) };
        }).ToArray());
    }

    private static float[] Scores(MLContext context, VaeTrainingOptions options)
    {
        using var transformer = context.AnomalyDetection.Trainers.Vae(options: options).Fit(Rows(context));
        return [.. transformer.Transform(Rows(context)).GetColumn<float>("Score")];
    }

    private static IDataView Rows(MLContext context) => FeatureRow.View(context, Samples.PlainRows(60), 5);

    /// <summary>As ML.NET's AutoML does it; Microsoft.ML.Experimental shows it to others.</summary>
    private static void Cancel(MLContext context) =>
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.NonPublic | BindingFlags.Instance)!.Invoke(context, null);

    private sealed class Picture
    {
        [ImageType(16, 16)]
        public MLImage? Image { get; set; }
    }

    /// <summary>Data that do something when the first row is read, and give rows without end.</summary>
    private sealed class Watched(IDataView source, Action act) : IDataView
    {
        public bool CanShuffle => false;

        public DataViewSchema Schema => source.Schema;

        public long? GetRowCount() => null;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
            new Cursor(source.GetRowCursor(columnsNeeded, rand), act);

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            [GetRowCursor(columnsNeeded, rand)];
    }

    private sealed class Cursor(DataViewRowCursor source, Action act) : DataViewRowCursor
    {
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => source.Schema;

        public override bool MoveNext()
        {
            if (++_position == 0)
            {
                source.MoveNext();
                act();
            }

            return true;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);
    }
}
