namespace Ham4Db.Cli.Tests.Support;

/// <summary>Answers as the API gives them.</summary>
internal static class Samples
{
    public static string Key(string host, int port = 3306) => $$"""{"engine":"mysql","host":"{{host}}","port":{{port}}}""";

    public static string Instance(
        string host,
        string role,
        string? source = null,
        string extra = "",
        string snapshot = "",
        bool isReadOnly = true,
        bool answers = true,
        string receiver = "running")
    {
        var from = source is null ? "null" : Key(source);
        var replication = source is null ? "null" : $$"""{"source":{{from}},"receiver":"{{receiver}}","applier":"running","receiverError":"error connecting"}""";
        return $$"""
            {"key":{{Key(host)}},"clusterId":"mysql-1","role":"{{role}}","depth":0,"source":{{from}},
             "freshness":{"isLastCheckValid":{{Word(answers)}},"isRecentlyChecked":true},"problems":[],"promotionRule":"neutral",{{extra}}
             "snapshot":{"flavor":"mariaDb","version":"10.11.18-MariaDB-log","isReadOnly":{{Word(isReadOnly)}},"lagSeconds":0,{{snapshot}}
               "replication":{{replication}} } }
            """;
    }

    public static string Cluster(string code = "noProblem", string outlook = "null") => $$"""
        {"clusterId":"mysql-1","name":"db1:3306","alias":"shop","primary":{{Key("db1")}},"durability":"semiSynchronous","instances":3,
         "instancesWithProblems":0,"isRecovering":false,"outlook":{{outlook}},"findings":[{"instance":{{Key("db1")}},"code":"{{code}}","description":"It is dead."}]}
        """;

    public static string Recovery(string uid = "0123456789abcdef0123456789abcdef") => $$"""
        {"uid":"{{uid}}","clusterName":"db1:3306","kind":"deadPrimary","code":"deadPrimary","failed":{{Key("db1")}},"successor":{{Key("db2")}},"actor":"ham4db",
         "noticedAt":"2026-11-23T10:00:00.000Z","startedAt":"2026-11-23T10:00:00.200Z","endedAt":"2026-11-23T10:00:00.900Z","status":"succeeded"}
        """;

    public static string Plan(string blockers = "[]") => $$"""
        {"kind":"deadPrimary","clusterId":"mysql-1","oldPrimary":{{Key("db1")}},"candidate":{{Key("db2")}},
         "verdicts":[{"instance":{{Key("db2")}},"isChosen":true,"isEligible":true,"reason":"It has everything."},
                     {"instance":{{Key("db3")}},"isChosen":false,"isEligible":false,"reason":"It must not be promoted."}],
         "loss":{"durability":"asynchronous","missingGtidSet":"","description":"Nothing known would be lost."},"blockers":{{blockers}},
         "steps":[{"stage":1,"kind":"promote","target":{{Key("db2")}},"description":"Promote db2."}],"isExecutable":true}
        """;

    private static string Word(bool value) => value ? "true" : "false";
}
