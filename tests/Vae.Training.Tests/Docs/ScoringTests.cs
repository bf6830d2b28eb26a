using System.Globalization;
using Vae.MLNet;
using Vae.Training.Images;
using Vae.Training.Images.Descriptors;
using Vae.Training.Learning;
using Vae.Training.Scoring;
using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Docs;

/// <summary>docs/scoring.md against the code and a model that was really trained.</summary>
public sealed class ScoringTests
{
    private const string Document = "scoring.md";

    [Fact]
    public void The_constants_are_those_of_the_code()
    {
        var documented = MarkdownTable.Rows(Document, "8. Constants", "constant").ToDictionary(row => row[0], row => double.Parse(row[1], CultureInfo.InvariantCulture));

        Assert.Equal(
            new Dictionary<string, double>
            {
                ["end of the linear scale, standard deviations"] = TableScaler.Core,
                ["largest scaled distance, standard deviations"] = TableScaler.Limit,
                ["what is constant, relative"] = Math.Round(new ConstantFeature(0, 1).Tolerance, 12),
                ["no distance, standard deviations per feature"] = Math.Round(LogScale.SmallestDistance, 9),
                ["weight of a novelty, standard deviations"] = NoveltyCounter.ScoreWeight,
                ["error of a changed constant, nats"] = NoveltyCounter.FeatureError,
                ["far beyond all values: distance from the mean, times that of the farthest"] = SeenRange.Widening,
                ["far beyond all values: fewest values that a member saw"] = SeenRanges.FewestValues,
                ["parts of a rarity"] = RaritySteps.Parts,
                ["wild: distance of a mark of missing values, reaches"] = WildValues.MarkDistance,
                ["wild: distance of any other value, reaches"] = WildValues.WildDistance,
                ["wild: gap before a mark, times the next inner value"] = WildSide.MarkGap,
                ["wild: gap before any other value, times the next inner value"] = WildSide.WildGap,
                ["smallest part of a feature"] = Math.Round(TableContributions.SmallestPart, 15),
                ["smallest excess of the heads"] = Math.Round(TableContributions.SmallestExcess, 9),
                ["points of a survival curve"] = SurvivalCurve.Points,
                ["smallest log-variance"] = Posterior.MinLogVariance,
                ["largest log-variance"] = Posterior.MaxLogVariance,
                ["worst share of an image"] = WorstPlacesHead.Share,
                ["smallest heat"] = Math.Round(Heatmap.SmallestHeat, 9),
                ["images: smallest energy"] = Math.Round(Texture.SmallestEnergy, 9),
                ["images: smallest strength"] = Math.Round(Texture.SmallestStrength, 6),
                ["images: smallest spread"] = Math.Round(Texture.SmallestSpread, 6),
                ["images: smallest energy of a cell"] = Math.Round(Layout.SmallestEnergy, 6),
            },
            documented);
    }

    [Fact]
    public void Every_output_and_every_score_kind_is_documented()
    {
        Assert.Equal(
            VaeOutputs.All.Select(output => output.Name),
            MarkdownTable.Rows(Document, "What the outputs mean, and how they are computed", "output").SelectMany(row => row[0].Split(", ")));
        Assert.Equal(Enum.GetNames<VaeScoreKind>(), MarkdownTable.Rows(Document, "3. Heads", "score kind").Select(row => row[0]));
    }

    [Fact]
    public void Outputs_stand_in_the_documented_relations_and_ranges()
    {
        using var model = Run.Mixed().Vae.OpenModel();
        var rows = Samples.OddRows(500);
        var scores = model.Score(rows);
        var errors = model.FeatureErrors(rows).Chunk(10).ToArray();
        var contributions = model.Compute(VaeOutputs.FeatureContributions, rows).Chunk(10).ToArray();

        for (var row = 0; row < 500; row++)
        {
            Assert.Equal(!(scores.Score[row] < (float)model.Threshold), scores.PredictedLabel[row]);
            Assert.Equal(float.IsNaN(scores.Score[row]) ? double.NaN : Math.Clamp(Math.Pow(10, -scores.Score[row]), model.Info.SmallestPValue, 1), scores.PValue[row], 1e-5);
            Assert.Equal(errors[row].Sum(error => (double)error), scores.ReconstructionError[row], 1e-4 * Math.Max(1, scores.ReconstructionError[row]));
            Assert.All(errors[row], error => Assert.True(error >= 0));
            Assert.True(scores.KlDivergence[row] >= 0);
            Assert.Equal(float.IsNaN(scores.Score[row]) ? double.NaN : 1, contributions[row].Sum(share => (double)share), 1e-5);
            Assert.All(contributions[row], share => Assert.True(float.IsNaN(scores.Score[row]) || share >= 0));
        }
    }
}
