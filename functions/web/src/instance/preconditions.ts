import { sameKey } from '../api/key';
import type { ClusterSummary, InstanceView } from '../api/types';
import type { MessageName } from '../i18n/en';

export type Why = MessageName | null;

const unreachable = (i: InstanceView): Why => (i.freshness.isLastCheckValid ? null : 'why.unreachable');

// A standby of openGauss finds its source by itself, and is pointed nowhere.
const ofItself = (i: InstanceView): Why => (i.key.engine === 'opengauss' ? 'why.findsItself' : null);

/** Why an action makes no sense for an instance as it is; null where it does. The service checks again. */
export const preconditions = {
  relocate: (i: InstanceView): Why => ofItself(i) ?? unreachable(i) ?? (i.role === 'primary' ? 'why.isPrimary' : null),
  takeover: (i: InstanceView, cluster: ClusterSummary): Why =>
    unreachable(i) ?? (i.role === 'primary' ? 'why.isPrimary' : !sameKey(i.source, cluster.primary) ? 'why.notDirect' : i.snapshot.replication?.isRunning ? null : 'why.stopped'),
  start: (i: InstanceView): Why => unreachable(i) ?? (!i.snapshot.replication ? 'why.notReplica' : i.snapshot.replication.isRunning ? 'why.runs' : null),
  stop: (i: InstanceView): Why =>
    ofItself(i) ?? unreachable(i) ?? (!i.snapshot.replication ? 'why.notReplica' : i.snapshot.replication.receiver === 'stopped' && i.snapshot.replication.applier === 'stopped' ? 'why.stopped' : null),
  restart: (i: InstanceView): Why => ofItself(i) ?? unreachable(i) ?? (i.snapshot.replication ? null : 'why.notReplica'),
  readOnly: (i: InstanceView): Why => unreachable(i) ?? (i.snapshot.isReadOnly ? 'why.isReadOnly' : null),
  writable: (i: InstanceView): Why => unreachable(i) ?? (i.snapshot.isReadOnly ? null : 'why.isWritable'),
  startServer: (i: InstanceView): Why => (i.freshness.isLastCheckValid && i.snapshot.condition?.state !== 'fenced' ? 'why.serverRuns' : i.isDemoted ? 'why.demoted' : null),
  stopServer: unreachable,
  restartServer: (i: InstanceView): Why => unreachable(i) ?? (i.isDemoted ? 'why.demoted' : null),
  build: (i: InstanceView): Why => (i.isDemoted ? 'why.demoted' : i.snapshot.replication ? null : 'why.isPrimary'),
  switchOver: (i: InstanceView): Why => unreachable(i) ?? (i.snapshot.condition?.isCascade ? null : 'why.notCascade'),
};
