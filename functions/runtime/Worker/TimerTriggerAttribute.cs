namespace Ham4Db.Runtime.Worker;

/// <summary>Runs the function on a schedule; a run never overlaps the one before it.</summary>
/// <param name="schedule">Six-field cron expression (seconds first, UTC) or <c>%Setting%</c> naming one.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    /// <summary>Six-field cron expression, or <c>%Setting%</c> naming a configuration value with one.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Whether occurrences missed while the host was down are noticed; schedules shorter than a minute are never monitored.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether the function also runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
