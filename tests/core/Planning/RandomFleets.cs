using CsCheck;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>Clusters of one to eight instances in any shape and any trouble.</summary>
static class RandomFleets
{
    sealed record Traits(int Source, int Executed, int Received, int Gap, PromotionRule Rule, int Flags, int Place);

    static readonly Gen<Traits> Instance = Gen.Select(
        Gen.Int[0, 9], Gen.Int[90, 100], Gen.Int[0, 6], Gen.Int[0, 12], Gen.Int[0, 9], Gen.Int[0, (1 << 14) - 1], Gen.Int[0, 8],
        (source, executed, received, gap, rule, flags, place) => new Traits(source, executed, received, gap, rule > 4 ? PromotionRule.Neutral : (PromotionRule)rule, flags, place));

    public static readonly Gen<RecoveryPolicy> Policies = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], (loss, extra) => new RecoveryPolicy
    {
        DataLoss = (DataLossPolicy)loss,
        PreventCrossDataCenter = extra == 0,
        PreventCrossRegion = extra == 1,
        FailPromotionIfApplierBehind = extra == 2,
    });

    public static readonly Gen<TestFleet> Fleets = Gen.Select(Gen.Bool, Gen.Bool, Instance.Array[1, 8], Build);

    static TestFleet Build(bool isMariaDb, bool isPrimaryLost, Traits[] traits)
    {
        var kind = isMariaDb ? GtidKind.MariaDb : GtidKind.Oracle;
        var fleet = new TestFleet();
        for (var i = 0; i < traits.Length; i++)
        {
            var (port, t) = (i + 1, traits[i]);
            fleet.AddGtid(port, SourceOf(port, t, traits.Length), kind);
            var isReplica = fleet[port].Snapshot.Replication is not null;
            if (isReplica) Shape(fleet, port, t, kind);
            if (Flag(t, 0, 3)) fleet.Snapshot([port], s => s with { IsReadOnly = !s.IsReadOnly });
            if (Flag(t, 3, 4)) fleet.Member([port], m => m with { IsDemoted = true });
            fleet.DataCenter(t.Place % 3 == 0 ? "far" : "ny", port).Region(t.Place == 0 ? "away" : "us-region", port);
        }

        if (isPrimaryLost) fleet.Dead(1);
        return fleet;
    }

    // The first is a root or part of a circle; the others mostly hang below it, sometimes nowhere.
    static int SourceOf(int port, Traits t, int count) => port == 1
        ? t.Source == 9 && count > 1 ? 2 : 0
        : t.Source switch { 0 => 0, 9 => 77, <= 4 => 1, _ => 1 + (t.Source % count) };

    static void Shape(TestFleet fleet, int port, Traits t, GtidKind kind)
    {
        var (executed, received) = (t.Executed, t.Executed + t.Received);
        var gap = t.Gap is > 0 and < 4 ? $":{received + 2}" : "";
        fleet.Executed(kind == GtidKind.Oracle ? $"1:1-{executed}" : $"0-1-{executed}", port).Received(kind == GtidKind.Oracle ? $"1:1-{received}{gap}" : $"0-1-{received}", port).Rule(t.Rule, port);
        if (Flag(t, 0, 4) && t.Gap == 4) fleet.Executed(kind == GtidKind.Oracle ? $"1:1-{executed},{port}:1-2" : $"0-{port}-{received + 1}", port);
        if (Flag(t, 4, 3)) fleet.Invalid(port);
        if (Flag(t, 6, 3)) fleet.NoApplier(port);
        if (Flag(t, 8, 4)) fleet.NoApplier(port).Replication([port], r => r with { ApplierErrorNumber = 1062, ApplierError = "Duplicate entry" });
        if (Flag(t, 10, 4)) fleet.Delay(3600, port);
        if (Flag(t, 9, 4)) fleet.Snapshot([port], s => s with { LogReplicaUpdates = false });
        if (Flag(t, 2, 4)) fleet.Snapshot([port], s => s with { Version = kind == GtidKind.Oracle ? "9.7.0" : "11.4.1-MariaDB" });
        if (Flag(t, 5, 5)) fleet.Replication([port], r => r with { UsesOracleGtid = false, UsesMariaDbGtid = false });
        if (Flag(t, 7, 5)) fleet.Downtimed(port);
        if (Flag(t, 1, 5)) fleet.Purged(kind == GtidKind.Oracle ? "1:1-95" : "", port);
        if (Flag(t, 8, 5)) fleet.Replication([port], r => r with { Source = r.Source with { Host = "//testhost" } });
    }

    /// <summary>Whether <paramref name="bits"/> bits from <paramref name="first"/> on are all set: one time in 2^bits.</summary>
    static bool Flag(Traits t, int first, int bits) => ((t.Flags >> first) & ((1 << bits) - 1)) == (1 << bits) - 1;
}
