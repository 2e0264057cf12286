namespace Ham4Db.Runtime.Worker;

/// <summary>Recorded occurrences of a monitored schedule, in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The occurrence that ran last; the default value before the first.</summary>
    public DateTime Last { get; set; }

    /// <summary>The occurrence expected next.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this record was written.</summary>
    public DateTime LastUpdated { get; set; }
}
