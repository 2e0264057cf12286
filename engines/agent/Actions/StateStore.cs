using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ham4Db.OpenGaussAgent.Actions;

/// <summary>Files that are either as they were or as they shall be, whenever the agent or the host ends.</summary>
internal sealed class StateStore
{
    private const int MostOperations = 500;
    private readonly string _operations;
    private readonly string _state;

    public StateStore(string folder)
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        _operations = Path.Combine(folder, "operations");
        _state = Path.Combine(folder, "state.json");
        if (!Directory.Exists(folder))
            Directory.CreateDirectory(folder, Own);
        Directory.CreateDirectory(_operations, Own);
    }

    /// <exception cref="InvalidDataException">The file cannot be read: an agent that forgot its epoch must not begin at 0.</exception>
    public StoredState LoadState()
    {
        if (!File.Exists(_state))
            return new(0, null, null);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(_state), StoredJson.Default.StoredState) ?? throw new InvalidDataException($"{_state} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{_state} cannot be read: {e.Message} Remove it only when no manager acts on this instance.", e);
        }
    }

    public void SaveState(StoredState state) => Write(_state, state, StoredJson.Default.StoredState);

    public StoredOperation? LoadOperation(string id)
    {
        var path = PathOf(id);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), StoredJson.Default.StoredOperation) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void SaveOperation(string id, StoredOperation operation) => Write(PathOf(id), operation, StoredJson.Default.StoredOperation);

    /// <summary>All, the oldest first.</summary>
    public IEnumerable<StoredOperation> LoadOperations() => new DirectoryInfo(_operations).EnumerateFiles("*.json")
        .OrderBy(file => file.LastWriteTimeUtc)
        .Select(file =>
        {
            try
            {
                return JsonSerializer.Deserialize(File.ReadAllBytes(file.FullName), StoredJson.Default.StoredOperation);
            }
            catch (JsonException)
            {
                return null;
            }
        })
        .OfType<StoredOperation>();

    /// <summary>Forgets the oldest beyond a number that no caller comes back to.</summary>
    public void Trim()
    {
        foreach (var file in new DirectoryInfo(_operations).GetFiles("*.json").OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostOperations))
            file.Delete();
    }

    // An id is chosen by a caller: it names no path.
    private string PathOf(string id) => Path.Combine(_operations, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..32] + ".json");

    private static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var work = path + ".work";
        using (var file = new FileStream(work, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, value, type);
            file.Flush(flushToDisk: true);
        }

        File.Move(work, path, overwrite: true);
    }
}
