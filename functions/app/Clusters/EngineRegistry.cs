using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Clusters;

/// <summary>Finds the implementation of an engine.</summary>
public sealed class EngineRegistry(IEnumerable<IDatabaseEngine> engines)
{
    private readonly Dictionary<DatabaseEngine, IDatabaseEngine> _engines = engines.ToDictionary(e => e.Engine);

    /// <summary>The implementation for <paramref name="engine"/>.</summary>
    /// <exception cref="NotSupportedException">This deployment does not have it.</exception>
    public IDatabaseEngine For(DatabaseEngine engine) =>
        _engines.TryGetValue(engine, out var found)
            ? found
            : throw new NotSupportedException($"Engine {engine} is not part of this deployment; it has {string.Join(", ", _engines.Keys)}.");

    /// <summary>Whether this deployment has an engine.</summary>
    public bool Has(DatabaseEngine engine) => _engines.ContainsKey(engine);

    /// <summary>The implementation for the engine of <paramref name="key"/>.</summary>
    public IDatabaseEngine For(InstanceKey key) => For(key.Engine);
}
