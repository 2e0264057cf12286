namespace Ham4Db.Runtime.Tests.Determinism;

/// <summary>What a step of a made-up orchestration does.</summary>
public enum StepKind
{
    Activity,
    FailingActivity,
    RetriedActivity,
    Timer,
    CancelledTimer,
    Entity,
    FailingEntity,
    Signal,
    Locked,
    SendAndReceive,
    EventTimeout,
    Child,
    Parallel,
    FirstOf,
}
