using Ham4Db.Runtime.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Runtime.Worker;

/// <summary>Hands the operation of an entity invocation to the class that implements the entity.</summary>
public sealed class TaskEntityDispatcher
{
    private readonly TaskEntityOperation operation;
    private readonly IServiceProvider services;

    internal TaskEntityDispatcher(TaskEntityOperation operation, IServiceProvider services)
    {
        this.operation = operation;
        this.services = services;
    }

    internal bool Dispatched { get; private set; }

    internal object? Result { get; private set; }

    /// <summary>Runs the operation on an entity made from the invocation's services.</summary>
    /// <typeparam name="TEntity">Class of the entity, made by constructor injection.</typeparam>
    /// <returns>A task that ends with the operation.</returns>
    public Task DispatchAsync<TEntity>()
        where TEntity : ITaskEntity
        => DispatchAsync(ActivatorUtilities.GetServiceOrCreateInstance<TEntity>(services));

    /// <summary>Runs the operation on the given entity.</summary>
    /// <param name="entity">The entity.</param>
    /// <returns>A task that ends with the operation.</returns>
    public async Task DispatchAsync(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        Dispatched = true;
        Result = await entity.RunAsync(operation);
    }
}
