import type { InstanceRole, InstanceView } from '../api/types';

/** An instance for unit tests. */
export function member(host: string, source: string | null, change: { role?: InstanceRole; valid?: boolean; running?: boolean; dataCenter?: string; problems?: string[]; logUpdates?: boolean } = {}): InstanceView {
  const key = (name: string) => ({ engine: 'mysql' as const, host: name, port: 3306 });
  return {
    key: key(host),
    source: source === null ? null : key(source),
    role: change.role ?? (source === null ? 'primary' : 'replica'),
    freshness: { isLastCheckValid: change.valid ?? true },
    problems: change.problems ?? [],
    downtime: null,
    maintenance: null,
    isDemoted: false,
    errantGtidSet: '',
    promotionRule: 'neutral',
    snapshot: { dataCenter: change.dataCenter ?? '', logBin: true, logReplicaUpdates: change.logUpdates ?? true, replication: source === null ? null : { isRunning: change.running ?? true } },
  } as unknown as InstanceView;
}
