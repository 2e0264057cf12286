using System.Diagnostics;

namespace Ham4Db.Durability.Tests.Manager;

/// <summary>Told of every change that the manager makes, and ends or holds the process at the one that was asked for.</summary>
internal sealed class Breakpoints
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Boundary, TaskCompletionSource?> _armed = [];
    private readonly Dictionary<Boundary, TaskCompletionSource> _held = [];
    private Dictionary<string, int> _seen = [];

    /// <summary>Counts from now on. A place of death takes the place of all that was armed, one to be held at is one more.</summary>
    public void Arm(Boundary boundary, bool isKill)
    {
        lock (_lock)
        {
            _seen = [];
            if (isKill) _armed.Clear();
            _armed[boundary] = isKill ? null : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Lets go what is held there.</summary>
    public void Go(Boundary boundary)
    {
        lock (_lock)
        {
            if (_held.Remove(boundary, out var held)) held.SetResult();
        }
    }

    /// <summary>Makes a change.</summary>
    public async Task<T> AroundAsync<T>(string label, Func<Task<T>> change)
    {
        int occurrence;
        lock (_lock) _seen[label] = occurrence = _seen.GetValueOrDefault(label) + 1;
        await AtAsync(new Boundary(IsBefore: true, occurrence, label));
        var result = await change();
        Console.WriteLine($"change {label}");
        await AtAsync(new Boundary(IsBefore: false, occurrence, label));
        return result;
    }

    /// <inheritdoc cref="AroundAsync{T}"/>
    public Task AroundAsync(string label, Func<Task> change) => AroundAsync(label, async () =>
    {
        await change();
        return true;
    });

    private async Task AtAsync(Boundary here)
    {
        Task go;
        lock (_lock)
        {
            if (!_armed.Remove(here, out var held)) return;
            if (held is null)
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }

            _held[here] = held!;
            go = held!.Task;
        }

        Console.WriteLine($"held {here}");
        await go;
    }
}
