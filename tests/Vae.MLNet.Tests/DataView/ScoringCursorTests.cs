using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.DataView;

public sealed class ScoringCursorTests : IDisposable
{
    private static readonly TinyModel Tiny = new();

    private readonly MLContext _context = new(seed: 1);
    private readonly VaeModel _model = Tiny.Load(new() { Device = VaeDevice.Cpu, Threads = 3, BatchSize = 128 });

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1024)]
    [InlineData(5000)]
    public void The_cursor_gives_the_bits_of_the_model_for_any_number_of_rows(int rows)
    {
        var features = Tiny.Rows(rows);
        var expected = _model.Score(features);
        var errors = _model.FeatureErrors(features);

        var scored = Read(Transform(Table.View(_context, features)));

        Assert.Equal(expected.Score, scored.Select(row => row.Score));
        Assert.Equal(expected.PredictedLabel, scored.Select(row => row.PredictedLabel));
        Assert.Equal(expected.PValue, scored.Select(row => row.PValue));
        Assert.Equal(expected.ReconstructionError, scored.Select(row => row.ReconstructionError));
        Assert.Equal(expected.KlDivergence, scored.Select(row => row.KlDivergence));
        Assert.Equal(errors, scored.SelectMany(row => row.FeatureErrors));
        Assert.Equal(_model.Reconstruct(features), scored.SelectMany(row => row.Reconstruction));
        Assert.Equal(_model.Encode(features), scored.SelectMany(row => row.LatentMean));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 1024)]
    [InlineData(2, 7)]
    [InlineData(4, 1024)]
    public void Threads_and_batch_size_change_no_bit(int threads, int batchSize)
    {
        var features = Tiny.Rows(3000);
        using var model = Tiny.Load(new() { Device = VaeDevice.Cpu, Threads = threads, BatchSize = batchSize });

        Assert.Equal(_model.Score(features).Score, Transform(Table.View(_context, features), model).GetColumn<float>("Score"));
    }

    [Fact]
    public void Other_columns_pass_through_beside_their_scores()
    {
        var rows = Table.Rows(Tiny.Rows(1500));

        var scored = Read(Transform(_context.Data.LoadFromEnumerable(rows)));

        Assert.Equal(rows.Count, scored.Count);
        Assert.All(rows.Zip(scored), pair =>
        {
            // ML.NET holds keys from 1 and reads them from 0.
            Assert.Equal(
                (pair.First.Number, pair.First.Name, pair.First.Key + 1, pair.First.When),
                (pair.Second.Number, pair.Second.Name, pair.Second.Key, pair.Second.When));
            Assert.Equal(pair.First.Words, pair.Second.Words);
            Assert.Equal(pair.First.Features, pair.Second.Features);
            Assert.Equal(Tiny.Score(pair.First.Features), pair.Second.Score);
        });
    }

    [Fact]
    public void Row_ids_and_positions_are_those_of_the_input()
    {
        var view = Table.View(_context, Tiny.Rows(700));
        var expected = Ids(view);

        Assert.Equal(expected, Ids(Transform(view)));
    }

    [Fact]
    public void Shuffling_is_the_inputs_own()
    {
        var view = _context.Data.Cache(Table.View(_context, Tiny.Rows(700)));
        var scored = Transform(view);

        Assert.True(scored.CanShuffle);
        var shuffled = Numbers(scored, new Random(5));
        Assert.Equal(Numbers(view, new Random(5)), shuffled);
        Assert.NotEqual(shuffled.Order(), shuffled);
    }

    [Fact]
    public void The_input_is_read_once_and_each_value_once()
    {
        const int Rows = 900;
        var watched = new WatchedDataView(Table.View(_context, Tiny.Rows(Rows)));

        Read(Transform(watched), row => row.Score + row.Number + row.Features[0]);

        Assert.Equal((1, 1, Rows), (watched.CursorsOpened, watched.CursorsDisposed, watched.RowsMoved));
        Assert.Equal(Rows * 6, watched.ValuesRead);
    }

    [Fact]
    public void Rows_without_a_wanted_score_are_not_scored()
    {
        var view = Transform(Table.View(_context, Tiny.Rows(10)));
        using var cursor = view.GetRowCursor([view.Schema["Number"]]);
        _model.Dispose();

        Assert.Equal(Enumerable.Range(0, 10), view.GetColumn<int>("Number"));
        Assert.False(cursor.IsColumnActive(view.Schema["Score"]));
    }

    [Fact]
    public void Parallel_cursors_share_the_rows_and_batch_numbers_restore_their_order()
    {
        const int Rows = 4000;
        var features = Tiny.Rows(Rows);
        using var folder = new TemporaryFolder();
        Save(Table.View(_context, features), folder.File("rows.idv"));
        var scored = Transform(_context.Data.LoadFromBinary(folder.File("rows.idv")));

        var cursors = scored.GetRowCursorSet([scored.Schema["Number"], scored.Schema["Score"]], 3);
        var found = new List<(long Batch, long Position, int Number, float Score)>();
        foreach (var cursor in cursors)
        {
            using (cursor)
            {
                var (number, score) = (cursor.GetGetter<int>(scored.Schema["Number"]), cursor.GetGetter<float>(scored.Schema["Score"]));
                var row = (Number: 0, Score: 0f);
                while (cursor.MoveNext())
                {
                    number(ref row.Number);
                    score(ref row.Score);
                    found.Add((cursor.Batch, cursor.Position, row.Number, row.Score));
                }
            }
        }

        found = [.. found.OrderBy(row => row.Batch).ThenBy(row => row.Position)];
        Assert.Equal(Enumerable.Range(0, Rows), found.Select(row => row.Number));
        Assert.Equal(_model.Score(features).Score, found.Select(row => row.Score));
    }

    [Fact]
    public void Sparse_vectors_are_scored_as_their_dense_equals()
    {
        VBuffer<float>[] rows = [new(4, 1, [3f], [3]), new(4, 0, [], []), new(4, 2, [1f, 2f], [0, 2]), new(4, [1, 2, 3, 4])];
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Features", new VectorDataViewType(NumberDataViewType.Single, 4));
        var view = _context.Data.LoadFromEnumerable(rows.Select(row => new SparseRow { Features = row }), builder.ToSchema());

        Assert.Equal([9, 0, 4, 25], Transform(view).GetColumn<float>("Score"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(1500)]
    public void A_failure_of_the_input_comes_at_its_row_and_after_the_rows_before(int failAtRow)
    {
        var watched = new WatchedDataView(Table.View(_context, Tiny.Rows(3000)), failAtRow);
        var scored = Transform(watched);
        using var cursor = scored.GetRowCursor([scored.Schema["Score"]]);

        for (var row = 0; row < failAtRow; row++)
        {
            Assert.True(cursor.MoveNext());
        }

        Assert.Equal($"row {failAtRow} is broken", Assert.Throws<FormatException>(() => cursor.MoveNext()).Message);
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(500)]
    public void An_abandoned_cursor_ends_cleanly(int readRows)
    {
        var watched = new WatchedDataView(Table.View(_context, Tiny.Rows(20_000)));
        var scored = Transform(watched);
        using (var cursor = scored.GetRowCursor([scored.Schema["Score"]]))
        {
            for (var row = 0; row < readRows; row++)
            {
                Assert.True(cursor.MoveNext());
            }
        }

        Assert.Equal((1, 1), (watched.CursorsOpened, watched.CursorsDisposed));
        var moved = watched.RowsMoved;
        Assert.InRange(moved, 0, 2000);
        Assert.Equal(20_000, scored.GetColumn<float>("Score").Count());
    }

    [Fact]
    public void A_few_rows_of_much_data_read_little_ahead()
    {
        var watched = new WatchedDataView(Table.View(_context, Tiny.Rows(20_000)));

        Assert.Equal(5, Transform(watched).GetColumn<float>("Score").Take(5).Count());

        Assert.InRange(watched.RowsMoved, 5, 1000);
    }

    [Fact]
    public void Sixteen_threads_read_one_view_at_once()
    {
        var features = Tiny.Rows(3000);
        var expected = _model.Score(features).Score;
        var scored = Transform(Table.View(_context, features));

        Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ => Assert.Equal(expected, scored.GetColumn<float>("Score")));
    }

    [Fact]
    public void Getters_need_a_row_and_an_active_column_of_their_type()
    {
        var scored = Transform(Table.View(_context, Tiny.Rows(1)));
        using var cursor = scored.GetRowCursor([scored.Schema["Score"], scored.Schema["Number"]]);
        var (value, number, id) = (0f, 0, default(DataViewRowId));
        var getters = (Score: cursor.GetGetter<float>(scored.Schema["Score"]), Number: cursor.GetGetter<int>(scored.Schema["Number"]), Id: cursor.GetIdGetter());

        Assert.Throws<InvalidOperationException>(() => getters.Score(ref value));
        Assert.Throws<InvalidOperationException>(() => getters.Number(ref number));
        Assert.Throws<InvalidOperationException>(() => getters.Id(ref id));
        Assert.Equal(
            "Column 'PValue' must be active to be read; got an inactive one. Ask for it when the cursor is made.",
            Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(scored.Schema["PValue"])).Message);
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<double>(scored.Schema["Score"]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<double>(scored.Schema["Number"]));
        Assert.True(cursor.MoveNext());
        getters.Score(ref value);
        Assert.False(cursor.MoveNext());
        Assert.Throws<InvalidOperationException>(() => getters.Score(ref value));
    }

    [Fact]
    public void A_transformer_disposed_under_a_cursor_does_not_take_the_model_away()
    {
        var transformer = _context.Transforms.DetectAnomaliesWithVae(_model, new()).Fit(Table.View(_context, Tiny.Rows(1)));
        var scored = transformer.Transform(Table.View(_context, Tiny.Rows(20_000)));
        var expected = scored.GetColumn<float>("Score").ToArray();
        using var cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        var (getter, score, scores) = (cursor.GetGetter<float>(scored.Schema["Score"]), 0f, new List<float>());
        Assert.True(cursor.MoveNext());
        transformer.Dispose();
        do
        {
            getter(ref score);
            scores.Add(score);
        }
        while (cursor.MoveNext());

        Assert.Equal(expected, scores);
    }

    [Theory]
    [InlineData(1, 64)]
    [InlineData(64, 64)]
    [InlineData(65, 256)]
    [InlineData(300, 1_024)]
    public void A_cursor_that_is_left_has_read_few_rows_more(int rows, int most)
    {
        var read = 0;
        var scored = Transform(_context.Data.LoadFromEnumerable(Table.Rows(Tiny.Rows(20_000)).Select(row =>
        {
            Interlocked.Increment(ref read);
            return row;
        })));
        read = 0;
        using (var cursor = scored.GetRowCursor([scored.Schema["Score"]]))
        {
            for (var row = 0; row < rows; row++)
            {
                Assert.True(cursor.MoveNext());
            }
        }

        Assert.InRange(read, rows, most);
        var after = read;
        Thread.Sleep(50);
        Assert.Equal(after, read);   // nobody reads on
    }

    private IDataView Transform(IDataView view, VaeModel? model = null) =>
        _context.Transforms.DetectAnomaliesWithVae(model ?? _model, new()).Fit(view).Transform(view);

    private List<Scored> Read(IDataView view) => [.. _context.Data.CreateEnumerable<Scored>(view, reuseRowObject: false)];

    private void Read(IDataView view, Func<ScoreAndSource, float> use) =>
        _ = _context.Data.CreateEnumerable<ScoreAndSource>(view, reuseRowObject: true).Sum(use);

    private void Save(IDataView view, string path)
    {
        using var stream = File.Create(path);
        _context.Data.SaveAsBinary(view, stream);
    }

    private static List<(long, DataViewRowId)> Ids(IDataView view)
    {
        var ids = new List<(long, DataViewRowId)>();
        using var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetIdGetter();
        DataViewRowId id = default;
        while (cursor.MoveNext())
        {
            getter(ref id);
            ids.Add((cursor.Position, id));
        }

        return ids;
    }

    private static List<int> Numbers(IDataView view, Random random)
    {
        var numbers = new List<int>();
        using var cursor = view.GetRowCursor(view.Schema, random);
        var getter = cursor.GetGetter<int>(view.Schema["Number"]);
        var number = 0;
        while (cursor.MoveNext())
        {
            getter(ref number);
            numbers.Add(number);
        }

        return numbers;
    }

    private sealed class SparseRow
    {
        [VectorType(4)]
        public VBuffer<float> Features { get; set; }
    }

    private sealed class ScoreAndSource
    {
        public float[] Features { get; set; } = [];

        public int Number { get; set; }

        public float Score { get; set; }

        public string Name { get; set; } = "";

        public float Label { get; set; }

        public double Weight { get; set; }

        public DateTime When { get; set; }
    }
}
