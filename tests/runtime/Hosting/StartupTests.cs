using System.Net;
using System.Net.Sockets;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Tests.Triggers;
using Ham4Db.Runtime.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace Ham4Db.Runtime.Tests.Hosting;

public sealed class StartupTests
{
    [Fact]
    public async Task A_data_folder_in_use_is_refused_in_a_plain_sentence_and_free_again_after_the_stop()
    {
        var first = await EmbeddedHost.StartAsync(_ => { });
        var refused = await StartFailureAsync(builder => builder.DataFolder = first.Folder);
        Assert.Contains($"The data folder '{first.Folder}' is in use by another process", refused.Message, StringComparison.Ordinal);
        await first.RestartAsync();
        await first.DisposeAsync();
    }

    [Theory]
    [InlineData("/proc/ham4db", "cannot be created")]
    [InlineData("/dev/null/ham4db", "cannot be created")]
    [InlineData("/proc", "cannot be written")]
    public async Task A_data_folder_that_cannot_be_written_is_refused_in_a_plain_sentence(string folder, string reason)
    {
        var refused = await StartFailureAsync(builder => builder.DataFolder = folder);
        Assert.Contains($"The data folder '{folder}' {reason}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_no_database_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("ham4db-runtime-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "runtime.db"), new string('x', 8192));
        var refused = await StartFailureAsync(builder => builder.DataFolder = folder.FullName);
        Assert.Contains("cannot be opened", refused.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused()
    {
        var host = await EmbeddedHost.StartAsync(_ => { });
        await host.StopAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={host.Folder}/runtime.db;Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        var refused = await StartFailureAsync(builder => builder.DataFolder = host.Folder);
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Directory.Delete(host.Folder, recursive: true);
    }

    [Fact]
    public async Task A_port_in_use_is_refused_in_a_plain_sentence_and_the_data_folder_is_free_again()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var folder = Directory.CreateTempSubdirectory("ham4db-runtime-");
        var refused = await StartFailureAsync(builder =>
        {
            builder.DataFolder = folder.FullName;
            builder.Urls.Clear();
            builder.Urls.Add(url);
        });
        Assert.Equal($"Cannot listen on {url}: another process uses this port. Stop that process or choose another port.", refused.Message);

        using var second = Build(builder => builder.DataFolder = folder.FullName);
        await second.StartAsync();
        await second.StopAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused_in_a_plain_sentence()
    {
        var refused = await StartFailureAsync(builder =>
        {
            builder.Urls.Clear();
            builder.Urls.Add("not an address");
        });
        Assert.StartsWith("Cannot listen", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_refused_for_a_function_leaves_the_data_folder_free()
    {
        var folder = Directory.CreateTempSubdirectory("ham4db-runtime-");
        var refused = await StartFailureAsync(builder =>
        {
            builder.AddFunctions(typeof(QueueTests.Twice));
            builder.DataFolder = folder.FullName;
        });
        Assert.Contains("'same'", refused.Message, StringComparison.Ordinal);
        using var second = Build(builder => builder.DataFolder = folder.FullName);
        await second.StartAsync();
        await second.StopAsync();
        folder.Delete(recursive: true);
    }

    private static async Task<RuntimeStartupException> StartFailureAsync(Action<FunctionsApplicationBuilder> configure)
    {
        using var host = Build(configure);
        return await Assert.ThrowsAsync<RuntimeStartupException>(() => host.StartAsync());
    }

    private static IHost Build(Action<FunctionsApplicationBuilder> configure)
    {
        var builder = FunctionsApplication.CreateBuilder([]).ConfigureFunctionsWebApplication().AddFunctions(typeof(HttpTests.Functions));
        builder.DataFolder = Path.Combine(Path.GetTempPath(), $"ham4db-runtime-{Guid.NewGuid():N}");
        builder.Urls.Clear();
        builder.Urls.Add("http://127.0.0.1:0");
        configure(builder);
        return builder.Build();
    }
}
