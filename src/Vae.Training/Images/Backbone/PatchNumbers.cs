using static TorchSharp.torch;

namespace Vae.Training.Images.Backbone;

/// <summary>What a pretrained network makes of images.</summary>
/// <param name="Cells">What is in the cells [rows, channels, height, width].</param>
/// <param name="Whole">Mean and spread of each channel over the image [rows, numbers].</param>
/// <param name="Fine">What is in the fine cells [rows, channels, height, width]; null where no heatmap is made.</param>
internal sealed record PatchNumbers(Tensor Cells, Tensor Whole, Tensor? Fine);
