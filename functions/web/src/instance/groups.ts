import { keyText } from '../api/key';
import type { InstanceKey, InstanceView } from '../api/types';
import { known } from '../common/known';
import { duration, timeSpan } from '../common/time';
import type { Translate } from '../i18n/I18n';

export type Fact = [name: string, value: string];

export interface FactGroup {
  title: string;
  facts: Fact[];
}

/** Everything that is known of an instance, by what it is about; what it has nothing of is left out. */
export function groupsOf(i: InstanceView, t: Translate): FactGroup[] {
  const s = i.snapshot;
  const r = s.replication;
  const yes = (value: boolean) => t(value ? 'yes' : 'no');
  const seconds = (value: number | null) => (value === null ? t('unknown') : `${value} s`);
  const position = (p: { file: string; position: number }) => (p.file ? `${p.file}:${p.position}` : '');
  const all: FactGroup[] = [
    {
      title: t('instance.server'),
      facts: [
        [t('field.address'), keyText(i.key)], [t('field.alias'), s.instanceAlias], [t('field.reportedHost'), s.reportedHost], [t('field.flavor'), `${s.flavor} ${s.versionComment}`],
        [t('field.version'), s.version], [t('field.serverId'), `${s.serverId} (${s.serverNumber})`], [t('field.uptime'), duration(s.uptimeSeconds * 1000 + Math.max(0, Date.parse(i.freshness.seenAt) - Date.parse(s.seenAt)))],
        [t('field.readOnly'), s.isSuperReadOnly ? 'super_read_only' : yes(s.isReadOnly)], [t('field.binlog'), s.logBin ? `${s.binlogFormat} ${s.binlogRowImage} ${position(s.binlogPosition)}` : t('none')],
        [t('field.logUpdates'), yes(s.logReplicaUpdates)], [t('field.seen'), new Date(i.freshness.seenAt).toLocaleString()], [t('field.probe'), duration(timeSpan(s.probeDuration))],
        [t('field.lastError'), i.lastCheckError], [t('field.problems'), i.problems.map((p) => known('problem', p, t)).join(', ')], [t('field.replicas'), (s.replicas as InstanceKey[]).map(keyText).join('\n')],
      ],
    },
    { title: t('instance.condition'), facts: s.condition ? [[t('field.role'), s.condition.role], [t('field.condition'), s.condition.words], [t('field.managedBy'), s.condition.managedBy]] : [] },
    {
      title: t('instance.replication'),
      facts: r ? [
        [t('field.source'), keyText(r.source)], [t('field.receiver'), r.receiver], [t('field.applier'), r.applier], [t('field.lag'), seconds(s.lagSeconds)],
        [t('field.delay'), r.delaySeconds > 0 ? seconds(r.delaySeconds) : ''], [t('field.usesGtid'), r.usesMariaDbGtid ? r.usingGtid : yes(r.usesGtid)], [t('field.tls'), yes(r.usesTls)],
        [t('field.user'), r.user], [t('field.read'), position(r.read)], [t('field.executed'), position(r.executed)],
        [t('field.receiverError'), r.receiverError], [t('field.applierError'), r.applierError],
      ] : [],
    },
    { title: t('instance.channels'), facts: (s.otherChannels as NonNullable<typeof r>[]).map((c) => [c.channel, `${keyText(c.source)} ${c.receiver}/${c.applier} ${c.receiverError}${c.applierError}`] as Fact) },
    { title: t('instance.gtid'), facts: [[t('field.executedGtid'), s.executedGtidSet], [t('field.purgedGtid'), s.purgedGtidSet], [t('field.errant'), i.errantGtidSet ?? t('unknown')]] },
    {
      title: t('instance.semiSync'),
      facts: s.semiSync.isAvailable ? [[t('field.semiSource'), s.semiSync.sourceActive ? t('mark.semiSyncSource', { n: s.semiSync.connectedReplicas }) : yes(s.semiSync.sourceEnabled)], [t('field.semiReplica'), yes(s.semiSync.replicaActive)]] : [],
    },
    { title: t('instance.place'), facts: [[t('field.dataCenter'), s.dataCenter], [t('field.region'), s.region], [t('field.environment'), s.environment]] },
    {
      title: t('instance.decisions'),
      facts: [
        [t('field.promotion'), t(`rule.${i.promotionRule}`)],
        [t('field.downtime'), i.downtime ? t('mark.downtime', { until: new Date(i.downtime.endsAt).toLocaleString(), owner: i.downtime.owner, reason: i.downtime.reason }) : ''],
        [t('field.maintenance'), i.maintenance ? t('mark.maintenance', { owner: i.maintenance.owner, reason: i.maintenance.reason }) : ''],
      ],
    },
  ];
  return all.map((g) => ({ ...g, facts: g.facts.filter(([, value]) => value.trim() !== '') })).filter((g) => g.facts.length > 0);
}
