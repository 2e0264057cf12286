import { sameKey } from '../api/key';
import type { ClusterSummary, InstanceView } from '../api/types';
import type { MessageName } from '../i18n/en';

export type Why = MessageName | null;

const unreachable = (i: InstanceView): Why => (i.freshness.isLastCheckValid ? null : 'why.unreachable');

/** Why an action makes no sense for an instance as it is; null where it does. The service checks again. */
export const preconditions = {
  relocate: (i: InstanceView): Why => unreachable(i) ?? (i.role === 'primary' ? 'why.isPrimary' : null),
  takeover: (i: InstanceView, cluster: ClusterSummary): Why =>
    unreachable(i) ?? (i.role === 'primary' ? 'why.isPrimary' : !sameKey(i.source, cluster.primary) ? 'why.notDirect' : i.snapshot.replication?.isRunning ? null : 'why.stopped'),
  start: (i: InstanceView): Why => unreachable(i) ?? (!i.snapshot.replication ? 'why.notReplica' : i.snapshot.replication.isRunning ? 'why.runs' : null),
  stop: (i: InstanceView): Why =>
    unreachable(i) ?? (!i.snapshot.replication ? 'why.notReplica' : i.snapshot.replication.receiver === 'stopped' && i.snapshot.replication.applier === 'stopped' ? 'why.stopped' : null),
  restart: (i: InstanceView): Why => unreachable(i) ?? (i.snapshot.replication ? null : 'why.notReplica'),
  readOnly: (i: InstanceView): Why => unreachable(i) ?? (i.snapshot.isReadOnly ? 'why.isReadOnly' : null),
  writable: (i: InstanceView): Why => unreachable(i) ?? (i.snapshot.isReadOnly ? null : 'why.isWritable'),
};
