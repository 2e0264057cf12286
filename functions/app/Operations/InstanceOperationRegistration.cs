using Ham4Db.Functions.Operations.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Functions.Operations;

/// <summary>Registers the steps of operations on single instances.</summary>
public static class InstanceOperationRegistration
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddInstanceOperations(this IServiceCollection services)
    {
        foreach (var step in InstanceSteps.All) services.AddSingleton(step);
        return services
            .AddSingleton<OperationFacts>()
            .AddSingleton<ControlInstance>()
            .AddSingleton<IOperationStep, ForgetTransactionsStep>()
            .AddSingleton<IOperationStep, CloneStep>();
    }
}
