namespace Vae.Training.Features;

/// <summary>
/// A network that learnt on photographs what makes images differ: ResNet-18, trained on ImageNet, cut after its third layer. Vae.Training finds this
/// package where a program has it; nothing has to be called.
/// </summary>
public static class PretrainedNetwork
{
    /// <summary>
    /// The network as an ONNX file with its origin and the digest of the file it was cut from in its metadata; the caller disposes the stream.
    /// </summary>
    public static Stream Open() => NetworkResource.Open();
}
