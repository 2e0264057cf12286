namespace Ham4Db.Runtime.Hosting;

/// <summary>What makes a function run.</summary>
internal enum TriggerKind
{
    Http,
    Timer,
    Queue,
    Orchestration,
    Activity,
    Entity,
}
