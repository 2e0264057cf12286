using System.Diagnostics;

namespace Ham4Db.Durability.Tests.Manager;

/// <summary>Told of every change that the manager makes, and ends or holds the process at the one that was asked for.</summary>
internal sealed class Breakpoints
{
    private readonly Lock _lock = new();
    private Dictionary<string, int> _seen = [];
    private Boundary? _armed;
    private bool _isKill;
    private TaskCompletionSource _go = new();

    /// <summary>Counts from now on.</summary>
    public void Arm(Boundary boundary, bool isKill)
    {
        lock (_lock)
        {
            _seen = [];
            (_armed, _isKill, _go) = (boundary, isKill, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    /// <summary>Lets go what is held.</summary>
    public void Go() => _go.TrySetResult();

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
        Task held;
        lock (_lock)
        {
            if (here != _armed) return;
            _armed = null;
            held = _go.Task;
            if (_isKill)
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        }

        Console.WriteLine("held");
        await held;
    }
}
