using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Tests.Support;
using Ham4Db.Topologies;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Connections;

/// <summary>Servers whose accounts must show a certificate, ours and that of replication.</summary>
public sealed class TlsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Mutual_TLS_is_spoken_and_that_of_replication_survives_being_pointed_elsewhere(Flavor flavor)
    {
        using var certificates = new TestCertificates();
        await using var lab = await Lab.StartAsync(
            flavor,
            servers: 3,
            semiSync: false,
            configure: options => options with
            {
                TlsMode = TlsMode.VerifyHost,
                TlsCaFile = certificates.Authority,
                TlsCertificateFile = certificates.ClientCertificate,
                TlsKeyFile = certificates.ClientKey,
            },
            settings: certificates.ServerSettings);
        foreach (var server in lab.Topology.Servers) await RequireCertificatesAsync(lab, server);
        foreach (var replica in lab.Topology.Servers.Skip(1)) await ReplicateWithCertificateAsync(replica, certificates);
        await AssertOthersAreRefusedAsync(lab, certificates);

        // What we ask over is encrypted, and so is what replicas replicate over: the accounts would not be let in otherwise.
        var settings = (await lab.ProbeAsync(lab.Replica)).Replication!.Tls!;
        Assert.Equal((certificates.Authority, certificates.ClientCertificate, certificates.ClientKey, true), (settings.CaFile, settings.CertificateFile, settings.KeyFile, settings.VerifiesHost));

        await using var promoted = await lab.SessionAsync(lab.Replica);
        await promoted.ResetReplicationAsync(Token);
        await promoted.SetReadOnlyAsync(readOnly: false, Token);
        await using var follower = await lab.SessionAsync(lab.OtherReplica);
        await follower.RepointAsync(Lab.Key(lab.Replica), new RepointOptions(), Token);
        await follower.StartReplicationAsync(Token);
        Assert.Equal(settings, (await follower.ProbeAsync(Token)).Replication!.Tls);

        // One that never was a replica has no settings of its own.
        await using var old = await lab.SessionAsync(lab.Primary);
        await old.SetReadOnlyAsync(readOnly: true, Token);
        var account = new ReplicationCredentials(lab.Topology.ReplicationUser, lab.Topology.ReplicationPassword);
        await old.RepointAsync(Lab.Key(lab.Replica), new RepointOptions(account, Tls: settings, WasPrimary: true), Token);
        await old.StartReplicationAsync(Token);
        Assert.True(await old.ProbeAsync(Token) is { Replication: { IsRunning: true } channel } && channel.Tls == settings);
    }

    private static async Task AssertOthersAreRefusedAsync(Lab lab, TestCertificates certificates)
    {
        var key = Lab.Key(lab.Primary);
        async Task<ProbeFailureKind?> FailureAsync(MySqlEngineOptions options)
        {
            using var engine = lab.NewEngine(options);
            return (await engine.ProbeAsync(key, Lab.Second * 10, Token)).Failure?.Kind;
        }

        var withoutCertificate = lab.Options with { TlsCertificateFile = "", TlsKeyFile = "" };
        Assert.Equal(ProbeFailureKind.AccessDenied, await FailureAsync(withoutCertificate));
        Assert.Equal(ProbeFailureKind.AccessDenied, await FailureAsync(withoutCertificate with { TlsMode = TlsMode.Disabled, AllowPublicKeyRetrieval = true }));
        Assert.Equal(ProbeFailureKind.Error, await FailureAsync(lab.Options with { TlsCaFile = certificates.OtherAuthority }));
        Assert.Null(await FailureAsync(lab.Options with { TlsMode = TlsMode.Required, TlsCaFile = "" }));
        Assert.Null(await FailureAsync(lab.Options with { TlsMode = TlsMode.Preferred, TlsCaFile = "" }));
    }

    private static Task RequireCertificatesAsync(Lab lab, DatabaseServer server) => server.ExecuteAsync(
        $"{(server.Flavor == Flavor.MySql ? "SET @writable = @@global.super_read_only; SET GLOBAL super_read_only = OFF; " : "")}SET sql_log_bin = 0; "
        + $"ALTER USER '{lab.Options.User}'@'%' REQUIRE X509; ALTER USER '{lab.Topology.ReplicationUser}'@'%' REQUIRE X509"
        + (server.Flavor == Flavor.MySql ? "; SET GLOBAL super_read_only = @writable" : ""),
        Token);

    private static Task ReplicateWithCertificateAsync(DatabaseServer replica, TestCertificates certificates)
    {
        var (word, change, stop) = replica.Flavor == Flavor.MariaDb ? ("MASTER", "CHANGE MASTER TO", "SLAVE") : ("SOURCE", "CHANGE REPLICATION SOURCE TO", "REPLICA");
        return replica.ExecuteAsync(
            $"STOP {stop}; {change} {word}_SSL=1, {word}_SSL_CA='{certificates.Authority}', {word}_SSL_CERT='{certificates.ClientCertificate}', "
            + $"{word}_SSL_KEY='{certificates.ClientKey}', {word}_SSL_VERIFY_SERVER_CERT=1; START {stop}",
            Token);
    }
}
