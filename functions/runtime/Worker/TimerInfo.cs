namespace Ham4Db.Runtime.Worker;

/// <summary>What a timer function is told about the occurrence that it runs for.</summary>
public class TimerInfo
{
    /// <summary>Recorded occurrences; null when the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run is later than scheduled because the host was down at that time.</summary>
    public bool IsPastDue { get; set; }
}
