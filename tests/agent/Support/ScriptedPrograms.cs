using System.Diagnostics;

namespace Ham4Db.OpenGaussAgent.Tests.Support;

/// <summary>A folder of programs named as openGauss's, which write down how they were called and answer what a test says.</summary>
internal sealed class ScriptedPrograms : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ham4db-agent-").FullName;

    public ScriptedPrograms()
    {
        Directory.CreateDirectory(BinFolder);
        Directory.CreateDirectory(DataFolder);
        foreach (var program in new[] { "gs_ctl", "gs_guc", "gsql", "pg_controldata", "psql", "pg_ctl" })
            Write(program, "");
    }

    public string BinFolder => Path.Combine(_root, "bin");

    public string DataFolder => Path.Combine(_root, "data");

    public string StateFolder => Path.Combine(_root, "state");

    /// <summary>One line per call: program and arguments with bars between.</summary>
    public IReadOnlyList<string> Calls => File.Exists(CallFile) ? File.ReadAllLines(CallFile) : [];

    /// <summary>Calls that change something.</summary>
    public IReadOnlyList<string> Changes => [.. Calls.Where(call => !call.StartsWith("gs_ctl|query", StringComparison.Ordinal) && !call.StartsWith("gs_ctl|--version", StringComparison.Ordinal) && call.Split('|')[0] is "gs_ctl" or "gs_guc")];

    private string CallFile => Path.Combine(_root, "calls");

    /// <summary>What a program does after it has written down its call: lines of a shell script.</summary>
    public void Write(string program, string script)
    {
        var path = Path.Combine(BinFolder, program);
        File.WriteAllText(path + ".new", $"#!/bin/sh\n(IFS='|'; echo \"{program}|$*\" >>{CallFile})\n{script}\n");
        File.SetUnixFileMode(path + ".new", (UnixFileMode)0b111_101_101);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Something that lives in the data folder as a server does, and listens nowhere; it ends with what is returned.</summary>
    public IDisposable StartServer()
    {
        var process = Process.Start(new ProcessStartInfo("sleep", ["infinity"]) { WorkingDirectory = DataFolder })!;
        File.WriteAllText(Path.Combine(DataFolder, "postmaster.pid"), $"{process.Id}\n{DataFolder}\n");
        return new Server(process);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private sealed class Server(Process process) : IDisposable
    {
        public void Dispose()
        {
            process.Kill();
            process.Dispose();
        }
    }
}
