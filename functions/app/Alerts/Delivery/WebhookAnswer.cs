namespace Ham4Db.Functions.Alerts.Delivery;

/// <summary>What came of one request.</summary>
/// <param name="Status">Status of the answer; null where none came.</param>
/// <param name="Problem">Why it did not succeed, in words without secrets; empty after a success.</param>
/// <param name="Text">The body of the answer, as far as it was read.</param>
public sealed record WebhookAnswer(int? Status, string Problem, string Text)
{
    /// <summary>The receiver took it.</summary>
    public bool IsTaken => Problem.Length == 0;
}
