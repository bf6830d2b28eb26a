using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>What heads are made of: the training images in the eyes of the trained members.</summary>
/// <param name="Descriptions">
/// Image and held-out residual described, one after the other, by each of <see cref="ImageHeads.Descriptors"/> [descriptors] of [rows, numbers].
/// </param>
/// <param name="Outside">The normal images outside the fold of each member [members] of [rows].</param>
/// <param name="Whole">Mean and spread of the channels of a pretrained network [rows, numbers]; null without one.</param>
internal sealed record ImageMaterial(IReadOnlyList<Tensor> Descriptions, IReadOnlyList<Tensor> Outside, Tensor? Whole = null);
