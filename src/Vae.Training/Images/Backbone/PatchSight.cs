using static TorchSharp.torch;

namespace Vae.Training.Images.Backbone;

/// <summary>What a member sees of images through a pretrained network.</summary>
/// <param name="Maps">How unusual each cell is, by each map [maps] of [rows, height, width].</param>
/// <param name="Whole">Mean and spread of each channel over the image [rows, numbers].</param>
/// <param name="Fine">How unusual each fine cell is [rows, height, width]; null where no heatmap is made.</param>
internal sealed record PatchSight(IReadOnlyList<Tensor> Maps, Tensor Whole, Tensor? Fine);
