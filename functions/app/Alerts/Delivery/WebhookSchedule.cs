namespace Ham4Db.Functions.Alerts.Delivery;

/// <summary>When a delivery that failed is tried again. Pure but for chance.</summary>
internal static class WebhookSchedule
{
    private const double MaxSeconds = 3600;

    /// <summary>The pause after a number of attempts: it doubles from 1 s up to an hour, and up to half of it is left to chance, so that receivers are not called by all at once.</summary>
    /// <param name="attempts">Attempts so far, at least 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan After(int attempts, double chance)
    {
        var whole = Math.Min(MaxSeconds, Math.Pow(2, attempts - 1));
        return TimeSpan.FromSeconds(whole * (1 - (chance / 2)));
    }
}
