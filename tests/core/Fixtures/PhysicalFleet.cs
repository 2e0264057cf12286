using Ham4Db.Core.Model;

namespace Ham4Db.Core.Tests.Fixtures;

/// <summary>A healthy openGauss or PostgreSQL cluster: 1 is the primary, 2 and 3 stream from it, 4 from 2.</summary>
static class PhysicalFleet
{
    public static InstanceKey Key(int port, DatabaseEngine engine = DatabaseEngine.OpenGauss) => new(engine, "testhost", port);

    public static TestFleet Of(DatabaseEngine engine = DatabaseEngine.OpenGauss)
    {
        var fleet = new TestFleet();
        foreach (var port in new[] { 1, 2, 3, 4 }) fleet.Add(port, SourceOf(port), 0, BinlogCoordinates.None);
        return fleet.Snapshot([1, 2, 3, 4], s => s with
        {
            Key = Key(s.Key.Port, engine),
            ServerId = "7",
            ServerNumber = 0,
            Flavor = engine == DatabaseEngine.OpenGauss ? ServerFlavor.OpenGauss : ServerFlavor.PostgreSql,
            Version = "5.0.0",
            UsesPseudoGtid = false,
            GtidKind = GtidKind.Wal,
            GtidMode = "",
            IsReadOnly = s.Key.Port != 1,
            ExecutedGtidSet = Wal(0x100),
            SemiSync = new SemiSyncStatus { IsAvailable = true },
            Condition = engine == DatabaseEngine.OpenGauss ? new ServerCondition { State = ServerState.Normal, IsCascade = s.Key.Port == 4, Timeline = 1 } : null,
            Replication = s.Replication is not { } status ? null : status with
            {
                Source = Key(SourceOf(s.Key.Port), engine),
                Receiver = ReplicationThreadState.Running,
                RetrievedGtidSet = Wal(0x100),
                UsesWal = true,
            },
        });
    }

    public static string Wal(ulong end) => $"1:0/0-0/{end:X}";

    static int SourceOf(int port) => port switch { 1 => 0, 4 => 2, _ => 1 };
}
