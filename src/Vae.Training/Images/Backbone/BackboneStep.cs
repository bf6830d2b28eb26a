namespace Vae.Training.Images.Backbone;

/// <summary>One operation of a pretrained network.</summary>
/// <param name="Output">The name of what it makes.</param>
internal abstract record BackboneStep(string Output);

/// <summary>A convolution with the normalisation after it folded in.</summary>
/// <param name="Output">The name of what it makes.</param>
/// <param name="Input">The name of what it takes.</param>
/// <param name="Weight">[outputs · inputs · side · side].</param>
/// <param name="Shape">Outputs, inputs, side, side.</param>
/// <param name="Bias">[outputs].</param>
/// <param name="Stride">Pixels between two windows.</param>
/// <param name="Pads">Zeros above, left, below and right.</param>
internal sealed record BackboneConvolution(string Output, string Input, float[] Weight, long[] Shape, float[] Bias, long Stride, long[] Pads)
    : BackboneStep(Output);

/// <summary>The largest of each 3 × 3 window, two pixels apart, of numbers that are at least 0.</summary>
/// <param name="Output">The name of what it makes.</param>
/// <param name="Input">The name of what it takes.</param>
/// <param name="Pads">Zeros above, left, below and right.</param>
internal sealed record BackbonePool(string Output, string Input, long[] Pads) : BackboneStep(Output);

/// <summary>max(x, 0).</summary>
/// <param name="Output">The name of what it makes.</param>
/// <param name="Input">The name of what it takes.</param>
internal sealed record BackboneRelu(string Output, string Input) : BackboneStep(Output);

/// <summary>a + b.</summary>
/// <param name="Output">The name of what it makes.</param>
/// <param name="A">The name of the first.</param>
/// <param name="B">The name of the second.</param>
internal sealed record BackboneAdd(string Output, string A, string B) : BackboneStep(Output);
