using System.Collections.Concurrent;

namespace Ham4Db.Functions.Publishing;

/// <summary>Keeps what fails from being tried each second: after each failure the pause doubles, up to a minute.</summary>
internal sealed class PublishPauses(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, TimeSpan Pause)> _paused = new(StringComparer.Ordinal);

    /// <summary>Whether it is not to be tried yet.</summary>
    public bool IsPaused(string name) => _paused.TryGetValue(name, out var paused) && paused.Until > time.GetUtcNow();

    /// <summary>It has failed.</summary>
    public void Fail(string name)
    {
        var pause = _paused.TryGetValue(name, out var before) && before.Pause * 2 is var longer ? (longer < Longest ? longer : Longest) : First;
        _paused[name] = (time.GetUtcNow() + pause, pause);
    }

    /// <summary>It has succeeded.</summary>
    public void Succeed(string name) => _paused.TryRemove(name, out _);
}
