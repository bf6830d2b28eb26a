using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Vae.Cli.Tests.Commands;

/// <summary>
/// <c>kill -9</c> at random moments, seeded: what a run left must be whole under its final name or not there, and the next run must give the same bits
/// as one that was never killed, and leave nothing else.
/// </summary>
public sealed class KillTests(ITestOutputHelper log) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Training_that_was_killed_goes_on_to_the_same_model()
    {
        Directory.CreateDirectory(_folder["whole"]);
        var data = _folder.Write("data.csv", Table(600));
        string[] Train(string folder) =>
        [
            "train", data, "-o", _folder[$"{folder}/m.onnx"], "--scores", _folder[$"{folder}/s.csv"], "--steps", "1200", "--device", "cpu",
            "--checkpoint", _folder[$"{folder}/c"], "--checkpoint-interval", "0.05", "--resume",
        ];

        Survive(Train, ["m.onnx", "m.decoder.onnx", "s.csv"], resumes: true);
    }

    [Fact]
    public void Scoring_that_was_killed_is_repeated_to_the_same_scores()
    {
        var data = _folder.Write("data.csv", Table(300));
        VaeProcess.Answer("train", data, "-o", _folder["m.onnx"], "--steps", "20", "--device", "cpu");
        var many = _folder.Write("many.csv", Table(300_000));
        Directory.CreateDirectory(_folder["whole"]);
        string[] Score(string folder) => ["score", _folder["m.onnx"], many, "-o", _folder[$"{folder}/scores.csv"], "--device", "cpu"];

        Survive(Score, ["scores.csv"], resumes: false);
    }

    private void Survive(Func<string, string[]> arguments, string[] results, bool resumes)
    {
        var clock = Stopwatch.StartNew();
        VaeProcess.Answer(arguments("whole"));
        var (duration, random, resumed, temporary) = (clock.Elapsed, new Random(1), 0, 0);
        Assert.Equal(results.Order(), Names("whole"));
        for (var kill = 1; kill <= SurvivalCounts.Kills; kill++)
        {
            var folder = Directory.CreateDirectory(_folder[$"kill{kill}"]).Name;
            using (var process = VaeProcess.Start(arguments(folder)))
            {
                process.WaitForExit(random.NextDouble() * duration);
                process.Kill();
                process.WaitForExit();
            }

            var left = Names(folder);
            temporary += left.Count(name => name.EndsWith(".tmp", StringComparison.Ordinal));
            Assert.All(left.Intersect(results), name => Same(folder, name));
            Assert.All(left, name => Assert.True(results.Contains(name) || name == "c" || name.EndsWith(".vae.tmp", StringComparison.Ordinal), name));

            var (exitCode, _, error) = VaeProcess.Run(arguments(folder));

            Assert.True(exitCode == 0, error);
            resumed += error.Contains("Went on from the checkpoint", StringComparison.Ordinal) ? 1 : 0;
            Assert.Equal(results.Order(), Names(folder));
            Assert.All(results, name => Same(folder, name));
            Directory.Delete(_folder[folder], recursive: true);
        }

        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{SurvivalCounts.Kills} kills within {duration.TotalSeconds:0.0} s: {temporary} temporary files left and removed, {resumed} runs went on from a checkpoint."));
        Assert.True(resumes || resumed == 0);
    }

    private void Same(string folder, string name) =>
        Assert.True(File.ReadAllBytes(_folder[$"whole/{name}"]).AsSpan().SequenceEqual(File.ReadAllBytes(_folder[$"{folder}/{name}"])), $"{name} differs.");

    private IEnumerable<string> Names(string folder) => Directory.GetFiles(_folder[folder]).Select(path => Path.GetFileName(path)).Order();

    private static string Table(int rows)
    {
        var random = new Random(1);
        return "x,y,z\n" + string.Concat(Enumerable.Range(0, rows).Select(_ => random.NextDouble()).Select(x =>
            string.Create(CultureInfo.InvariantCulture, $"{x:0.00000},{(3 * x) + (0.1 * random.NextDouble()):0.00000},{random.NextDouble():0.00000}\n")));
    }
}
