using Vae.MLNet;
using Vae.Service.Answers;
using Vae.Service.Hosting;
using Vae.Service.Models;

namespace Vae.Service.Scoring;

/// <summary>Scores an image, and paints where it is odd.</summary>
internal sealed class ImageScoring(ServiceMeter meter)
{
    /// <summary>Most boxes around hot parts.</summary>
    private const int Regions = 3;

    /// <summary>Scores an encoded image.</summary>
    /// <param name="served">A model of images.</param>
    /// <param name="bytes">The content of an image file.</param>
    /// <param name="name">What messages and the caption call it.</param>
    /// <exception cref="ProblemException">It cannot be read.</exception>
    public (ScoredImage Answer, VaeScoredImage Picture) Score(ServedModel served, byte[] bytes, string name)
    {
        var (model, shape) = (served.Model, served.Model.Info.ImageShape!);
        var image = new VaeImageReader(shape).Read(bytes, name);
        if (!image.IsRead)
        {
            throw new ProblemException(
                StatusCodes.Status422UnprocessableEntity,
                $"Image '{name}' must be a picture that can be read; got {image.Status}: {image.Remark}.");
        }

        var score = model.ScoreRow(image.Pixels);
        var heatmap = model.Heatmap(image.Pixels); // [height, width]
        var regions = VaeHotRegion.Find(heatmap, shape, Regions);
        meter.AddRows(served.Name, 1, score.PredictedLabel ? 1 : 0);
        var answer = new ScoredImage(
            ModelMark.Of(served), float.IsNaN(score.Score) ? null : score.Score, float.IsNaN(score.PValue) ? null : score.PValue,
            score.PredictedLabel, image.Status.ToString(), image.Remark,
            regions is [var hottest, ..] ? $"oddest at {hottest.Describe(shape)}" : "no part is odder than twice normal variation", regions, null);
        return (answer, new(name, shape, image.Pixels, heatmap, score.Score, score.PValue, score.PredictedLabel, model.Threshold));
    }
}
