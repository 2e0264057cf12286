using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Configuration;

/// <summary>Reads the options: a JSON file, and environment variables over it (<c>HAM4DB_AGENT__Database__Port</c>).</summary>
internal static class AgentOptionsReader
{
    public const string DefaultFile = "/etc/ham4db/agent.json";
    public const string EnvironmentPrefix = "HAM4DB_AGENT__";

    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static AgentOptions Read(string file)
    {
        if (!File.Exists(file))
            throw new ConfigurationException($"There is no configuration file {file}; name one with --config FILE.");
        try
        {
            return Read(new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false).AddEnvironmentVariables(EnvironmentPrefix).Build());
        }
        catch (InvalidDataException e)
        {
            throw new ConfigurationException($"{file} is no valid JSON: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static AgentOptions Read(IConfiguration configuration)
    {
        var reader = new SettingReader(configuration);
        var preset = new AgentOptions();
        var stateFolder = reader.Text("StateFolder", preset.StateFolder);
        var listen = reader.Text("ListenAddress", preset.ListenAddress);
        var options = new AgentOptions
        {
            ClusterName = reader.Text("ClusterName", Environment.GetEnvironmentVariable("GS_CLUSTER_NAME") ?? ""),
            NodeName = reader.Text("NodeName", Environment.MachineName),
            ListenAddress = listen,
            Port = reader.Number("Port", preset.Port, 0, 65534),
            StateFolder = stateFolder,
            Database = ReadDatabase(reader, stateFolder),
            Access = ReadAccess(reader),
            Original = new()
            {
                Port = reader.Number("Original:Port", 0, 0, 65534),
                AllowedAddresses = reader.List("Original:AllowedAddresses", []),
                Actions = reader.Flag("Original:Actions", false),
            },
            Server = ReadServer(reader),
            Fencing = ReadFencing(reader),
        };
        options = options with { AdvertisedAddress = reader.Text("AdvertisedAddress", AdvertisedAddress.Choose(listen, options.Server.Addresses)) };
        AgentOptionsCheck.Check(options, reader.Errors);
        reader.Errors.AddRange(reader.UnknownKeys().Select(key => $"{key} is no key of the agent."));
        return reader.Errors.Count == 0 ? options : throw new ConfigurationException(string.Join('\n', reader.Errors));
    }

    private static DatabaseOptions ReadDatabase(SettingReader reader, string stateFolder)
    {
        var preset = new DatabaseOptions();
        var engine = reader.Choice("Database:Engine", Engine.Opengauss, ("opengauss", Engine.Opengauss), ("postgresql", Engine.Postgresql));
        return new()
        {
            Engine = engine,
            DataFolder = reader.Text("Database:DataFolder", Environment.GetEnvironmentVariable("PGDATA") ?? "").TrimEnd('/'),
            BinFolder = reader.Text("Database:BinFolder"),
            Port = reader.Number("Database:Port", 5432, 1, 65535),
            SocketFolder = reader.Text("Database:SocketFolder"),
            ManagerUser = reader.Text("Database:ManagerUser"),
            ReplicationUser = reader.Text("Database:ReplicationUser"),
            PassFile = reader.Text("Database:PassFile"),
            LogFile = reader.Text("Database:LogFile", Path.Combine(stateFolder, "postgresql.log")),
            KeepFiles = reader.List("Database:KeepFiles", preset.KeepFiles),
            Manager = reader.Choice("Database:Manager", ClusterManager.ManagerUnknown, ("auto", ClusterManager.ManagerUnknown), ("none", ClusterManager.ManagerNone), ("cm", ClusterManager.ManagerActive)),
            QueryTimeout = reader.Seconds("Database:QueryTimeoutSeconds", preset.QueryTimeout, 0.1, 60),
            ActionTimeout = reader.Seconds("Database:ActionTimeoutSeconds", preset.ActionTimeout, 1, 3600),
            BuildTimeout = reader.Seconds("Database:BuildTimeoutSeconds", preset.BuildTimeout, 1, 30 * 86400),
        };
    }

    private static AccessOptions ReadAccess(SettingReader reader)
    {
        var token = reader.Text("Access:Token");
        var file = reader.Text("Access:TokenFile");
        if (file.Length > 0)
            token = FirstLine("Access:TokenFile", file, reader.Errors);
        return new()
        {
            CertificateFile = reader.Text("Access:CertificateFile"),
            KeyFile = reader.Text("Access:KeyFile"),
            ClientAuthorityFile = reader.Text("Access:ClientAuthorityFile"),
            ClientNames = reader.List("Access:ClientNames", []),
            Token = token,
            AllowPlaintext = reader.Flag("Access:AllowPlaintext", false),
        };
    }

    private static ServerOptions ReadServer(SettingReader reader)
    {
        var preset = new ServerOptions();
        var addresses = new List<Uri>();
        foreach (var text in reader.List("Server:Addresses", []))
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                addresses.Add(address);
            else
                reader.Errors.Add($"Server:Addresses has '{text}'; each must be like https://host:3000.");
        }

        var password = reader.Text("Server:Password");
        var file = reader.Text("Server:PasswordFile");
        return new()
        {
            Addresses = addresses,
            Interval = reader.Seconds("Server:IntervalSeconds", preset.Interval, 0.1, 3600),
            OriginalHeartbeat = reader.Flag("Server:OriginalHeartbeat", preset.OriginalHeartbeat),
            Heartbeat = reader.Flag("Server:Heartbeat", preset.Heartbeat),
            User = reader.Text("Server:User"),
            Password = file.Length > 0 ? FirstLine("Server:PasswordFile", file, reader.Errors) : password,
            Token = reader.Text("Server:Token"),
            AuthorityFile = reader.Text("Server:AuthorityFile"),
        };
    }

    private static FencingOptions ReadFencing(SettingReader reader)
    {
        var preset = new FencingOptions();
        return new()
        {
            Enabled = reader.Flag("Fencing:Enabled", preset.Enabled),
            After = reader.Seconds("Fencing:AfterSeconds", preset.After, 0.1, 3600),
            Interval = reader.Seconds("Fencing:IntervalSeconds", preset.Interval, 0.05, 60),
            StopTimeout = reader.Seconds("Fencing:StopTimeoutSeconds", preset.StopTimeout, 0.5, 600),
            ServerPromotesAfter = reader.Seconds("Fencing:ServerPromotesAfterSeconds", preset.ServerPromotesAfter, 0, 86400),
        };
    }

    private static string FirstLine(string key, string file, List<string> errors)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault()?.Trim() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{key} is '{file}', which cannot be read: {e.Message}");
            return "";
        }
    }
}
