using TorchSharp;
using Vae.Training.Graph;

namespace Vae.Training.Images.Descriptors;

/// <summary>Numbers that describe an image as a whole, by TorchSharp and as graph.</summary>
internal interface IImageDescriptor
{
    /// <summary>Weight of the identity in the correlation of the numbers: the more of them for each image, the more.</summary>
    double Shrinkage { get; }

    /// <summary>The numbers of the images of a pyramid [rows, numbers].</summary>
    torch.Tensor Of(ImagePyramid pyramid);

    /// <summary>The same as graph [rows, numbers].</summary>
    string Of(OnnxTape tape, PyramidGraph pyramid);
}
