using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>
/// How likely inputs are, given what a network expects of them: the reconstruction part of the evidence lower bound. All of it rests on one error for
/// each input, so that the mean over a batch, a trimmed batch or a member is taken in one place.
/// </summary>
internal interface ILikelihood
{
    /// <summary>The error of each input: two tensors of one shape [members, rows, inputs] → the same.</summary>
    Tensor Errors(Tensor inputs, Tensor expected);

    /// <summary>
    /// The part of the negative log-likelihood of a row that depends on the network, from mean errors [members]: [members], in nats.
    /// </summary>
    Tensor Loss(Tensor meanErrors, int inputs);

    /// <summary>The log-likelihood of a row in nats, from a mean error.</summary>
    double LogLikelihood(double meanError, int inputs);
}
