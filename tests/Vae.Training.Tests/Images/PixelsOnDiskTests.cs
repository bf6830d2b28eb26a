using Vae.MLNet;
using Vae.MLNet.Images;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Images;

/// <summary>Training on images that stay in their files.</summary>
public sealed class PixelsOnDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(16, 16, 1)]
    [InlineData(66, 70, 3)]
    public void The_file_is_that_of_the_same_images_in_memory(int height, int width, int channels)
    {
        var (shape, set) = (new VaeImageShape(channels, height, width), Images(new(3, 80, 90)));

        var onDisk = VaeTraining.Train(new(set, shape), ImageRun.Quick);
        var inMemory = VaeTraining.Train(new(set.Read(shape).SelectMany(image => image.Pixels).ToArray(), shape), ImageRun.Quick);

        Assert.Equal(Bytes(inMemory), Bytes(onDisk));
        Assert.Equal(inMemory.TrainingScores, onDisk.TrainingScores);
        Assert.Equal(24, onDisk.Info.TrainingRows);
    }

    [Fact]
    public void An_image_that_can_no_longer_be_read_ends_training_by_name()
    {
        var (shape, set) = (new VaeImageShape(1, 16, 16), Images(new(1, 16, 16)));
        File.WriteAllText(_folder.File("07.png"), "no image");

        var message = Assert.Throws<IOException>(() => VaeTraining.Train(new(set, shape), ImageRun.Quick)).Message;

        Assert.Contains("07.png", message, StringComparison.Ordinal);
        Assert.Contains("NotAnImage", message, StringComparison.Ordinal);
    }

    private VaeImageSet Images(VaeImageShape shape)
    {
        var pixels = ImageRun.Pixels(24, shape);
        for (var image = 0; image < 24; image++)
        {
            File.WriteAllBytes(
                _folder.File(FormattableString.Invariant($"{image:00}.png")), PixelPng.Of(pixels.AsSpan(image * shape.Length, shape.Length), shape));
        }

        return VaeImageSet.Open(_folder.Path);
    }

    private byte[] Bytes(TrainedVae trained)
    {
        var path = _folder.File("model.onnx");
        trained.Save(path);
        return File.ReadAllBytes(path);
    }
}
