using Vae.Training.Learning;

namespace Vae.Training.Export;

/// <summary>One kind of rows, from training to what is written.</summary>
internal interface IModality
{
    /// <summary>Refuses options that mean nothing for such rows; by default all mean something.</summary>
    /// <exception cref="ArgumentException">An option does not fit; the message names it.</exception>
    void Validate(VaeTrainingOptions options)
    {
    }

    /// <summary>How the ensemble learns, with the defaults of such rows.</summary>
    LearningPlan PlanOf(VaeTrainingOptions options);

    /// <summary>Trains and calibrates a detector. All tensors, those of the result among them, belong to the dispose scope of the caller.</summary>
    Exportable Train(VaeTrainingData data, VaeTrainingOptions options, TrainingControl control);

    /// <summary>Trains one member alone, from 0; what becomes of it is the control's checkpoint.</summary>
    IReadOnlyList<VaeTrainingProgress> Learn(VaeTrainingData data, VaeTrainingOptions options, TrainingControl control, int member);
}
