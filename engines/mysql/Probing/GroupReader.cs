using Ham4Db.Core.Model;
using Ham4Db.Engines.MySql.Connections;

namespace Ham4Db.Engines.MySql.Probing;

/// <summary>Reads membership of a replication group or a Galera cluster.</summary>
internal static class GroupReader
{
    /// <summary>Adds the group of which the server is a member that is not offline.</summary>
    public static InstanceSnapshot WithGroup(InstanceSnapshot snapshot, ServerValues values, ResultTable members)
    {
        List<InstanceKey> keys = [];
        var state = "";
        var role = "";
        for (var row = 0; row < members.Count; row++)
        {
            var key = new InstanceKey(DatabaseEngine.MySql, members.Find(row, "MEMBER_HOST") ?? "", (int)Math.Clamp(ServerValues.ParseNumber(members.Find(row, "MEMBER_PORT")) ?? 0, 0, 65535));
            if (key.IsValid) keys.Add(key);
            if (members.Find(row, "MEMBER_ID") != snapshot.ServerId) continue;
            state = members.Find(row, "MEMBER_STATE") ?? "";
            role = members.Find(row, "MEMBER_ROLE") ?? "";
        }

        if (state is "" or "OFFLINE") return snapshot;
        return snapshot with { GroupName = values.Text("group_replication_group_name"), GroupMemberState = state, GroupMemberRole = role, GroupMembers = [.. keys.Order()] };
    }

    /// <summary>Adds the Galera cluster. All its members accept writes, so that none has a role.</summary>
    public static InstanceSnapshot WithGalera(InstanceSnapshot snapshot, ServerValues values)
    {
        var name = values.Text("wsrep_cluster_name");
        List<InstanceKey> keys = [];
        foreach (var address in values.Text("wsrep_incoming_addresses").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (InstanceKey.TryParse(address, DatabaseEngine.MySql, MySqlEngine.StandardPort, out var key))
                keys.Add(key);
        return snapshot with
        {
            GroupName = name.Length > 0 ? name : values.Text("wsrep_cluster_state_uuid"),
            GroupMemberState = values.Text("wsrep_local_state_comment"),
            GroupMembers = [.. keys.Order()],
        };
    }
}
