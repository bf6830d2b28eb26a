using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests;

public sealed class VaeModelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyModel _tiny = new();
    private readonly string _path;

    public VaeModelFileTests()
    {
        _path = _folder.File("model.onnx");
        File.WriteAllBytes(_path, _tiny.Bytes());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_false_alarm_rate_moves_the_threshold_and_no_score()
    {
        var features = _tiny.Rows(100);
        using var before = VaeModel.Load(_path);

        VaeModelFile.SetFalseAlarmRate(_path, 0.001);

        using var after = VaeModel.Load(_path);
        Assert.Equal(3, after.Threshold);
        Assert.Equal(0.001, after.Info.FalseAlarmRate);
        Assert.Equal("false-alarm rate 0.001, set after training", after.Info.ThresholdSource);
        Assert.Equal(before.Score(features).Score, after.Score(features).Score);
        Assert.Equal(after.Score(features).Score.Select(score => score >= 3), after.Score(features).PredictedLabel);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_threshold_by_hand_makes_no_promise()
    {
        VaeModelFile.SetThreshold(_path, 1.25, "chosen for recall 0.9 on 40 known faults");

        var info = VaeModelFile.Inspect(_path);
        Assert.Equal((1.25, null, "chosen for recall 0.9 on 40 known faults"), (info.Threshold, info.FalseAlarmRate, info.ThresholdSource));
        using var model = VaeModel.Load(_path);
        Assert.Equal([false, true], model.Score([0, 0, 0, 1.1f, 0, 0, 0, 1.2f]).PredictedLabel);
    }

    [Fact]
    public void Calibration_finds_the_smallest_threshold_that_keeps_the_promise()
    {
        // 19 scores and rate 0.1: (1 + count) / 20 <= 0.1 allows one score to reach the threshold.
        float[] scores = [.. Enumerable.Range(1, 19).Select(number => (float)number)];

        var info = VaeModelFile.Calibrate(_path, scores, 0.1);

        Assert.Equal(MathF.BitIncrement(18), (float)info.Threshold);
        Assert.Equal("false-alarm rate 0.1, calibrated after training on 19 fresh normal rows", info.ThresholdSource);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.07)]
    [InlineData(0.29)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void Calibration_keeps_the_promise_with_ties_and_at_every_rate(double rate)
    {
        var random = new Random(3);
        float[] scores = [.. Enumerable.Range(0, 99).Select(_ => (float)random.Next(40))];

        var threshold = (float)VaeModelFile.Calibrate(_path, scores, rate).Threshold;

        Assert.True((1 + scores.Count(score => score >= threshold)) / 100.0 <= rate);
        Assert.True((1 + scores.Count(score => score >= MathF.BitDecrement(threshold))) / 100.0 > rate);
    }

    [Fact]
    public void Promises_that_the_sample_cannot_keep_are_refused_and_leave_the_file_alone()
    {
        var before = File.ReadAllBytes(_path);

        Assert.Throws<ArgumentOutOfRangeException>(() => VaeModelFile.SetFalseAlarmRate(_path, 0.0001));
        Assert.Throws<ArgumentOutOfRangeException>(() => VaeModelFile.Calibrate(_path, new float[8], 0.1));
        Assert.Throws<ArgumentException>(() => VaeModelFile.Calibrate(_path, [1, 2, float.NaN], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => VaeModelFile.SetThreshold(_path, double.NaN));
        Assert.Equal(before, File.ReadAllBytes(_path));
    }
}
