import { keyText } from '../api/key';
import type { InstanceView } from '../api/types';
import { duration } from '../common/time';
import type { Translate } from '../i18n/I18n';

export type Health = 'ok' | 'warning' | 'error' | 'muted';

/** How an instance is, for its colour. Downtime mutes: somebody expects the trouble. */
export function healthOf(i: InstanceView): Health {
  if (i.downtime) return 'muted';
  if (!i.freshness.isLastCheckValid) return 'error';
  const replication = i.snapshot.replication;
  if (replication && !replication.isRunning && i.role !== 'primary') return 'error';
  if (i.problems.length > 0 || i.isDemoted || i.errantGtidSet) return 'warning';
  return 'ok';
}

export interface Mark {
  symbol: string;
  text: string;
  color?: string;
}

/** The small signs of an instance, each with what it means. */
export function marksOf(i: InstanceView, t: Translate): Mark[] {
  const s = i.snapshot;
  const marks: Mark[] = [];
  const add = (symbol: string, text: string, color?: string) => marks.push(color ? { symbol, text, color } : { symbol, text });
  if (!i.freshness.isLastCheckValid) add('✕', `${t('mark.unreachable')}: ${i.lastCheckError}`, 'red');
  if (s.replication && !s.replication.isRunning && i.role !== 'primary') add('▮▮', `${t('mark.notReplicating')} ${s.replication.receiverError} ${s.replication.applierError}`.trim(), 'red');
  if (s.isReadOnly) add('RO', t('mark.readOnly'));
  else add('RW', t('mark.writable'), i.role === 'primary' || i.role === 'coPrimary' ? 'blue' : 'orange');
  const c = s.condition;
  if (c?.managedBy) add('⚙', t('mark.managedBy', { manager: c.managedBy }), 'gray');
  if (c?.isCascade) add('⇊', t('mark.cascade'));
  if (c && c.state !== 'normal') add('⚑', c.words || t('unknown'), c.state === 'needsRepair' ? 'red' : c.state === 'changing' ? 'gray' : 'orange');
  if (s.semiSync.sourceActive) add(`◉${s.semiSync.connectedReplicas}`, t('mark.semiSyncSource', { n: s.semiSync.connectedReplicas }));
  if (s.semiSync.replicaActive) add('◎', t('mark.semiSyncReplica'));
  if (i.errantGtidSet) add('⚠ GTID', t('mark.errant', { set: i.errantGtidSet }), 'red');
  if (i.isDemoted) add('⤓', t('mark.demoted'), 'orange');
  if (i.downtime) add('☾', t('mark.downtime', { until: new Date(i.downtime.endsAt).toLocaleString(), owner: i.downtime.owner, reason: i.downtime.reason }), 'gray');
  if (i.maintenance) add('⚒', t('mark.maintenance', { owner: i.maintenance.owner, reason: i.maintenance.reason }), 'gray');
  if (i.promotionRule !== 'neutral') add(i.promotionRule.startsWith('m') && i.promotionRule !== 'must' ? '⊘' : i.promotionRule === 'preferNot' ? '▽' : '△', t('mark.rule', { rule: t(`rule.${i.promotionRule}`) }));
  if (s.replication?.hasFilters) add('⊂', t('mark.filters'), 'orange');
  if (s.replication && s.replication.delaySeconds > 0) add('◷', t('mark.delay', { time: duration(s.replication.delaySeconds * 1000) }));
  if (!s.logReplicaUpdates && i.role !== 'primary') add('∅', t('mark.noLogUpdates'));
  return marks;
}

/** All of it in one sentence, for who cannot see the picture. */
export function describe(i: InstanceView, t: Translate): string {
  const lag = i.snapshot.lagSeconds;
  return [keyText(i.key), t(`role.${i.role}`), i.snapshot.version, i.snapshot.dataCenter, lag === null ? '' : t('mark.lag', { time: duration(lag * 1000) }), ...marksOf(i, t).map((m) => m.text)].filter(Boolean).join(', ');
}
