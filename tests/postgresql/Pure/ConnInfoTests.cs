using Ham4Db.Core.Model;
using Ham4Db.Engines.PostgreSql.Connections;

namespace Ham4Db.Engines.PostgreSql.Tests.Pure;

public sealed class ConnInfoTests
{
    [Theory]
    // text                                                                  | host        | port | user   | password
    [InlineData("", "", 5432, "", "")]
    [InlineData("host=db1 port=5433 user=repl password=secret", "db1", 5433, "repl", "secret")]
    [InlineData("host = db1  user='re pl' password='it\\'s \\\\ here'", "db1", 5432, "re pl", "it's \\ here")]
    [InlineData("host=db1,db2 port=5433,5434 user=repl", "db1", 5433, "repl", "")]
    [InlineData("host=db1 hostaddr=10.0.0.1", "10.0.0.1", 5432, "", "")]
    [InlineData("host=::1 port=1", "::1", 1, "", "")]
    [InlineData("postgresql://repl:s%40c@db1:5433/postgres?sslmode=require&application_name=n2", "db1", 5433, "repl", "s@c")]
    [InlineData("postgres://[fe80::1]:5433", "fe80::1", 5433, "", "")]
    [InlineData("postgres://db1,db2:5/x", "db1", 5432, "", "")]
    [InlineData("host=db1 port=x", "db1", 5432, "", "")]
    [InlineData("nonsense", "", 5432, "", "")]
    [InlineData("host='never closed", "never closed", 5432, "", "")]
    public void What_libpq_reads_is_read(string text, string host, int port, string user, string password)
    {
        var settings = ConnInfo.Parse(text);
        Assert.Equal((host, port, user, password), (settings.Source.Host, settings.Source.Port, settings.User, settings.Password));
        Assert.Equal(host.Length > 0, settings.HasSource);
    }

    [Theory]
    [InlineData("host=db1 port=5433 user=repl password='it\\'s' application_name=n2 sslmode=verify-full sslcert=/x/y keepalives=1")]
    [InlineData("postgresql://repl:secret@db1:5433/postgres?sslmode=require")]
    [InlineData("hostaddr=10.0.0.1 user=repl")]
    public void A_stop_and_a_new_source_keep_everything_else(string text)
    {
        var before = ConnInfo.Parse(text);
        var moved = before.Stopped().To(new InstanceKey(DatabaseEngine.PostgreSql, "db9", 6000));
        Assert.Equal("db9:6000", moved.Source.ToString());
        Assert.Equal((before.User, before.Password, before.SslMode, before.ApplicationName), (moved.User, moved.Password, moved.SslMode, moved.ApplicationName));
        Assert.Equal(moved.ToString(), ConnInfo.Parse(moved.ToString()).ToString());
        Assert.DoesNotContain("hostaddr", moved.ToString(), StringComparison.Ordinal);

        var stopped = before.Stopped();
        Assert.True(stopped.IsStopped);
        Assert.Equal(before.Source, stopped.Source);
        Assert.Equal(stopped.ToString(), stopped.Stopped().ToString());
        Assert.Equal(before.Source, stopped.Started().Source);
        Assert.False(stopped.Started().IsStopped);
    }

    [Fact]
    public void A_touched_text_is_another_one_and_means_the_same()
    {
        var before = ConnInfo.Parse("host=db1 port=5433 user=repl application_name=n2");
        Assert.NotEqual(before.ToString(), before.Touched().ToString());
        Assert.Equal(before.ToString(), before.Touched().Touched().ToString());
        Assert.Equal((before.Source, before.ApplicationName), (before.Touched().Source, before.Touched().ApplicationName));
    }

    [Fact]
    public void A_detached_standby_keeps_the_address_of_its_source()
    {
        var before = ConnInfo.Parse("host=db1 port=5433 user=repl");
        Assert.Equal("//db1", before.Detached().Source.Host);
        Assert.True(before.Detached().Source.IsDetached);
        Assert.Equal(before.Detached().ToString(), before.Detached().Detached().ToString());
        Assert.Equal(before.Source, before.Detached().Reattached().Source);
        Assert.Equal(before.ToString(), before.Reattached().ToString());
    }
}
