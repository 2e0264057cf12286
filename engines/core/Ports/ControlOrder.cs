using Ham4Db.Core.Model;

namespace Ham4Db.Core.Ports;

/// <summary>On whose behalf a command is carried out, and how.</summary>
/// <param name="Uid">The operation; under one a command is carried out once.</param>
/// <param name="Epoch">Fencing token: an older one is refused.</param>
/// <param name="Role">The role in which it is started or built.</param>
/// <param name="Source">Whom it is built from; null where no build is asked for.</param>
public sealed record ControlOrder(string Uid, long Epoch, StartRole Role, InstanceKey? Source);
