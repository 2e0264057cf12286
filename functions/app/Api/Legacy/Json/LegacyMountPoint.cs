namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Where orchestrator's agents find the data.</summary>
internal sealed record LegacyMountPoint(string Path, string Device, string LVPath, string FileSystem, bool IsMounted, long DiskUsage, string MySQLDataPath, long MySQLDiskUsage);
