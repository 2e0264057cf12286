namespace Ham4Db.Runtime.DurableTask;

/// <summary>Name of an orchestrator or activity, compared without regard to case.</summary>
/// <param name="name">The name.</param>
public readonly struct TaskName(string name) : IEquatable<TaskName>
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The name as text.</summary>
    /// <param name="value">A task name.</param>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>A task name from text; empty text gives the default value.</summary>
    /// <param name="value">The name.</param>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    /// <summary>Equality without regard to case.</summary>
    /// <param name="a">One name.</param>
    /// <param name="b">The other.</param>
    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    /// <summary>Inequality without regard to case.</summary>
    /// <param name="a">One name.</param>
    /// <param name="b">The other.</param>
    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    internal TaskName OrThrow() => string.IsNullOrEmpty(Name) ? throw new InvalidOperationException("The task has no name.") : this;

    /// <inheritdoc/>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
