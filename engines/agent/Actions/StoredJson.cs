using System.Text.Json.Serialization;

namespace Ham4Db.OpenGaussAgent.Actions;

[JsonSerializable(typeof(StoredOperation))]
[JsonSerializable(typeof(StoredState))]
internal sealed partial class StoredJson : JsonSerializerContext;
