using Ham4Db.Engines.MySql.Dialects;

namespace Ham4Db.Engines.MySql.Tests.Dialects;

public sealed class DialectTableTests
{
    [Theory]
    [InlineData("5.6.24-log", "MySQL Community Server (GPL)", "MySql", "5.6.24", "MySQL 5.6")]
    [InlineData("5.6.51", "", "MySql", "5.6.51", "MySQL 5.6")]
    [InlineData("5.6.51-91.0-log", "Percona Server (GPL), Release 91.0", "Percona", "5.6.51", "MySQL 5.6")]
    [InlineData("5.7.5-m15", "", "MySql", "5.7.5", "MySQL 5.6")]
    [InlineData("5.7.8-rc", "", "MySql", "5.7.8", "MySQL 5.7")]
    [InlineData("5.7.44-log", "", "MySql", "5.7.44", "MySQL 5.7")]
    [InlineData("5.7.44-48", "Percona Server (GPL), Release 48", "Percona", "5.7.44", "MySQL 5.7")]
    [InlineData("5.7.12", "MySQL Community Server", "MySql", "5.7.12", "MySQL 5.7")]
    [InlineData("8.0.3-rc-log", "", "MySql", "8.0.3", "MySQL 5.7")]
    [InlineData("8.0.11", "", "MySql", "8.0.11", "MySQL 8.0")]
    [InlineData("8.0.21", "", "MySql", "8.0.21", "MySQL 8.0")]
    [InlineData("8.0.22", "", "MySql", "8.0.22", "MySQL 8.0.22")]
    [InlineData("8.0.23-0ubuntu0.20.04.1", "(Ubuntu)", "MySql", "8.0.23", "MySQL 8.0.23")]
    [InlineData("8.0.25-15", "Percona Server (GPL), Release 15", "Percona", "8.0.25", "MySQL 8.0.23")]
    [InlineData("8.0.26", "", "MySql", "8.0.26", "MySQL 8.0.26")]
    [InlineData("8.0.43", "", "MySql", "8.0.43", "MySQL 8.0.26")]
    [InlineData("8.1.0", "", "MySql", "8.1.0", "MySQL 8.0.26")]
    [InlineData("8.2.0", "", "MySql", "8.2.0", "MySQL 8.2")]
    [InlineData("8.4.0", "", "MySql", "8.4.0", "MySQL 8.2")]
    [InlineData("8.4.6-6", "Percona Server (GPL), Release 6", "Percona", "8.4.6", "MySQL 8.2")]
    [InlineData("9.0.1", "", "MySql", "9.0.1", "MySQL 8.2")]
    [InlineData("9.7.4-2", "(Debian)", "MySql", "9.7.4", "MySQL 8.2")]
    [InlineData("10.0.0", "a MySQL of the future", "MySql", "10.0.0", "MySQL 8.2")]
    [InlineData("10.0.38-MariaDB", "", "MariaDb", "10.0.38", "MariaDB 10")]
    [InlineData("5.5.5-10.3.39-MariaDB-log", "", "MariaDb", "10.3.39", "MariaDB 10")]
    [InlineData("5.5.5-10.11.19-MariaDB-0+deb12u1-log", "Debian 12", "MariaDb", "10.11.19", "MariaDB 10")]
    [InlineData("10.5.29-MariaDB-1:10.5.29+maria~ubu2004-log", "mariadb.org binary distribution", "MariaDb", "10.5.29", "MariaDB 10")]
    [InlineData("10.6.22", "mariadb.org binary distribution", "MariaDb", "10.6.22", "MariaDB 10")]
    [InlineData("11.4.7-MariaDB-ubu2404", "", "MariaDb", "11.4.7", "MariaDB 10")]
    [InlineData("11.8.3-MariaDB-log", "", "MariaDb", "11.8.3", "MariaDB 10")]
    [InlineData("12.1.2-MariaDB", "", "MariaDb", "12.1.2", "MariaDB 10")]
    [InlineData("5.5.5-10.2.12 2.4.1-maxscale", "", "MaxScale", "10.2.12", "MaxScale")]
    [InlineData("nonsense", "", "MySql", "0.0.0", "MySQL 5.6")]
    [InlineData("", "", "MySql", "0.0.0", "MySQL 5.6")]
    public void A_version_string_tells_flavour_number_and_dialect(string version, string comment, string flavor, string number, string dialect)
    {
        var parsed = ServerVersion.Parse(version, comment);
        Assert.Equal(flavor, parsed.Flavor.ToString());
        Assert.Equal(number, parsed.Number.ToString());
        Assert.Equal(dialect, DialectTable.For(parsed).Name);
    }

    [Theory]
    [InlineData("5.6.51", "SHOW SLAVE STATUS", "SHOW MASTER STATUS", "SHOW SLAVE HOSTS", "STOP SLAVE", "STOP SLAVE IO_THREAD", "RESET SLAVE ALL", "CHANGE MASTER TO", "log_slave_updates", "MASTER_POS_WAIT", false, false)]
    [InlineData("5.7.44", "SHOW SLAVE STATUS", "SHOW MASTER STATUS", "SHOW SLAVE HOSTS", "STOP SLAVE FOR CHANNEL ''", "STOP SLAVE IO_THREAD FOR CHANNEL ''", "RESET SLAVE ALL FOR CHANNEL ''", "CHANGE MASTER TO", "log_slave_updates", "MASTER_POS_WAIT", true, false)]
    [InlineData("8.0.21", "SHOW SLAVE STATUS", "SHOW MASTER STATUS", "SHOW SLAVE HOSTS", "STOP SLAVE FOR CHANNEL ''", "STOP SLAVE IO_THREAD FOR CHANNEL ''", "RESET SLAVE ALL FOR CHANNEL ''", "CHANGE MASTER TO", "log_slave_updates", "MASTER_POS_WAIT", true, true)]
    [InlineData("8.0.22", "SHOW REPLICA STATUS", "SHOW MASTER STATUS", "SHOW REPLICAS", "STOP REPLICA FOR CHANNEL ''", "STOP REPLICA IO_THREAD FOR CHANNEL ''", "RESET REPLICA ALL FOR CHANNEL ''", "CHANGE MASTER TO", "log_slave_updates", "MASTER_POS_WAIT", true, true)]
    [InlineData("8.0.23", "SHOW REPLICA STATUS", "SHOW MASTER STATUS", "SHOW REPLICAS", "STOP REPLICA FOR CHANNEL ''", "STOP REPLICA IO_THREAD FOR CHANNEL ''", "RESET REPLICA ALL FOR CHANNEL ''", "CHANGE REPLICATION SOURCE TO", "log_slave_updates", "MASTER_POS_WAIT", true, true)]
    [InlineData("8.0.26", "SHOW REPLICA STATUS", "SHOW MASTER STATUS", "SHOW REPLICAS", "STOP REPLICA FOR CHANNEL ''", "STOP REPLICA IO_THREAD FOR CHANNEL ''", "RESET REPLICA ALL FOR CHANNEL ''", "CHANGE REPLICATION SOURCE TO", "log_replica_updates", "SOURCE_POS_WAIT", true, true)]
    [InlineData("8.4.6", "SHOW REPLICA STATUS", "SHOW BINARY LOG STATUS", "SHOW REPLICAS", "STOP REPLICA FOR CHANNEL ''", "STOP REPLICA IO_THREAD FOR CHANNEL ''", "RESET REPLICA ALL FOR CHANNEL ''", "CHANGE REPLICATION SOURCE TO", "log_replica_updates", "SOURCE_POS_WAIT", true, true)]
    [InlineData("9.7.4", "SHOW REPLICA STATUS", "SHOW BINARY LOG STATUS", "SHOW REPLICAS", "STOP REPLICA FOR CHANNEL ''", "STOP REPLICA IO_THREAD FOR CHANNEL ''", "RESET REPLICA ALL FOR CHANNEL ''", "CHANGE REPLICATION SOURCE TO", "log_replica_updates", "SOURCE_POS_WAIT", true, true)]
    [InlineData("10.11.19-MariaDB", "SHOW ALL SLAVES STATUS", "SHOW MASTER STATUS", "SHOW SLAVE HOSTS", "STOP SLAVE", "STOP SLAVE IO_THREAD", "RESET SLAVE ALL", "CHANGE MASTER TO", "log_slave_updates", "MASTER_POS_WAIT", false, false)]
    [InlineData("12.1.2-MariaDB", "SHOW ALL SLAVES STATUS", "SHOW MASTER STATUS", "SHOW SLAVE HOSTS", "STOP SLAVE", "STOP SLAVE IO_THREAD", "RESET SLAVE ALL", "CHANGE MASTER TO", "log_slave_updates", "MASTER_POS_WAIT", false, false)]
    public void A_dialect_has_the_words_of_its_servers(
        string version, string status, string binlog, string replicas, string stop, string stopReceiver, string reset, string change, string logUpdates, string wait, bool superReadOnly, bool publicKey)
    {
        var dialect = DialectTable.For(ServerVersion.Parse(version));
        Assert.Equal(
            (status, binlog, replicas, stop, stopReceiver, reset, change, logUpdates, wait, superReadOnly, publicKey),
            (dialect.ChannelStatus, dialect.BinlogStatus, dialect.Replicas, dialect.Stop, dialect.StopReceiver, dialect.ResetAll, dialect.ChangeSource,
                dialect.LogReplicaUpdates, dialect.PositionWait, dialect.HasSuperReadOnly, dialect.HasGetPublicKey));
    }

    [Theory]
    [InlineData("5.6.51", "START SLAVE UNTIL MASTER_LOG_FILE = 'f', MASTER_LOG_POS = 4")]
    [InlineData("5.7.44", "START SLAVE UNTIL MASTER_LOG_FILE = 'f', MASTER_LOG_POS = 4 FOR CHANNEL ''")]
    [InlineData("8.0.23", "START REPLICA UNTIL MASTER_LOG_FILE = 'f', MASTER_LOG_POS = 4 FOR CHANNEL ''")]
    [InlineData("8.0.26", "START REPLICA UNTIL SOURCE_LOG_FILE = 'f', SOURCE_LOG_POS = 4 FOR CHANNEL ''")]
    [InlineData("9.7.4", "START REPLICA UNTIL SOURCE_LOG_FILE = 'f', SOURCE_LOG_POS = 4 FOR CHANNEL ''")]
    [InlineData("10.11.19-MariaDB", "START SLAVE UNTIL MASTER_LOG_FILE = 'f', MASTER_LOG_POS = 4")]
    public void A_dialect_starts_replication_up_to_a_position_in_its_words(string version, string statement) =>
        Assert.Equal(statement, DialectTable.For(ServerVersion.Parse(version)).StartUntil("'f'", 4));

    [Theory]
    [InlineData("5.6.51", GtidWaitFunction.WaitUntilSqlThreadAfterGtids)]
    [InlineData("5.7.44", GtidWaitFunction.WaitForExecutedGtidSet)]
    [InlineData("9.7.4", GtidWaitFunction.WaitForExecutedGtidSet)]
    [InlineData("10.11.19-MariaDB", GtidWaitFunction.MasterGtidWait)]
    internal void A_dialect_has_its_way_of_waiting(string version, GtidWaitFunction function) =>
        Assert.Equal(function, DialectTable.For(ServerVersion.Parse(version)).GtidWait);
}
