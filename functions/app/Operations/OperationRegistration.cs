using Ham4Db.Functions.Operations.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Functions.Operations;

/// <summary>Registers operations and the table of what their steps do.</summary>
public static class OperationRegistration
{
    /// <summary>Registers what the function classes of operations need.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<OperationPlanning>()
        .AddSingleton<StepExecutor>()
        .AddSingleton<IOperationStep, StopStep>()
        .AddSingleton<IOperationStep, StartStep>()
        .AddSingleton<IOperationStep, RepointInPlaceStep>()
        .AddSingleton<IOperationStep, RepointByGtidStep>()
        .AddSingleton<IOperationStep, RepointByPseudoGtidStep>()
        .AddSingleton<PositionMoves>()
        .AddSingleton<IOperationStep, ApplyToSourceStep>()
        .AddSingleton<IOperationStep, ApplyToSiblingsStep>()
        .AddSingleton<IOperationStep, RepointUpStep>()
        .AddSingleton<IOperationStep, RepointToSiblingStep>()
        .AddSingleton<IOperationStep, RepointToEquivalentStep>()
        .AddSingleton<IOperationStep, MakeCoPrimaryStep>()
        .AddInstanceOperations();
}
