using Ham4Db.Runtime.Tests.Fixtures;

namespace Ham4Db.Runtime.Tests.Semantics;

// The same tests twice: as the host is run, and with a replay at every step.
public sealed class ActivitiesLive() : ActivitySemantics(new LiveStarter());

public sealed class ActivitiesReplayed() : ActivitySemantics(new ReplayingStarter());

public sealed class TimersLive() : TimerSemantics(new LiveStarter());

public sealed class TimersReplayed() : TimerSemantics(new ReplayingStarter());

public sealed class EventsLive() : EventSemantics(new LiveStarter());

public sealed class EventsReplayed() : EventSemantics(new ReplayingStarter());

public sealed class SubOrchestrationsLive() : SubOrchestrationSemantics(new LiveStarter());

public sealed class SubOrchestrationsReplayed() : SubOrchestrationSemantics(new ReplayingStarter());

public sealed class ContinueAsNewLive() : ContinueAsNewSemantics(new LiveStarter());

public sealed class ContinueAsNewReplayed() : ContinueAsNewSemantics(new ReplayingStarter());

public sealed class InstancesLive() : InstanceSemantics(new LiveStarter());

public sealed class InstancesReplayed() : InstanceSemantics(new ReplayingStarter());

public sealed class ContextLive() : ContextSemantics(new LiveStarter());

public sealed class ContextReplayed() : ContextSemantics(new ReplayingStarter());

public sealed class EntitiesLive() : EntitySemantics(new LiveStarter());

public sealed class EntitiesReplayed() : EntitySemantics(new ReplayingStarter());

public sealed class LocksLive() : LockSemantics(new LiveStarter());

public sealed class LocksReplayed() : LockSemantics(new ReplayingStarter());
