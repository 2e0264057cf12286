namespace Ham4Db.Core.Ports;

/// <summary>How it stands with an instance that is to be set back.</summary>
/// <param name="IsStopped">It is down, and kept from being a primary.</param>
/// <param name="IsUnderWay">It has been begun and cannot be left so: its data is neither the old nor the new.</param>
/// <param name="IsStandby">It is a standby, or will be one when it is started.</param>
/// <param name="Failures">How often this order has failed.</param>
public sealed record SetBackState(bool IsStopped, bool IsUnderWay, bool IsStandby, int Failures);
