import { Alert, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { keyText, sameKey } from '../api/key';
import { paths } from '../api/paths';
import type { AnswerView, ClusterDetail, Finding } from '../api/types';
import { isBroken, isWarning } from '../clusters/state';
import { ActionButton } from '../common/ActionButton';
import { answerText, findingText } from '../common/finding';
import { Name } from '../common/Name';
import { StatusBadge } from '../common/StatusBadge';
import { When } from '../common/When';
import { useI18n, useT } from '../i18n/I18n';
import { CommentDialog } from '../recovery/CommentDialog';
import { Countdown } from './Countdown';

/** What is wrong with a cluster, what is being done about it, and what somebody may do: the first thing that is read at night. */
export function ClusterState({ detail }: { detail: ClusterDetail }) {
  const { t, language } = useI18n();
  const [asks, setAsks] = useState<'acknowledge' | null>(null);
  const { cluster, state } = detail;
  const last = state.lastRecovery;
  const answerOf = (f: Finding) => cluster.answers.find((a) => a.code === f.code && sameKey(a.instance, f.instance));
  const id = encodeURIComponent(cluster.clusterId);
  const findings = cluster.findings.filter(isWarning);
  const { activeRecovery: active, block } = state;
  return (
    <Stack gap="xs" aria-live="polite">
      {cluster.isStale && <Alert color="dark" variant="filled" p="sm" role="status"><strong>{cluster.probedAt ? t('cluster.stale', { time: new Date(cluster.probedAt).toLocaleString(language) }) : t('cluster.neverProbed')}</strong></Alert>}
      {active && (
        <Alert color="blue" variant="filled" p="sm">
          <Group><strong><Name text={`${t(`finding.${active.code}`)}: ${keyText(active.failed)}`} /></strong> <When at={active.startedAt} /> <Link href={`/recoveries/${encodeURIComponent(active.uid)}`} style={{ color: 'inherit', fontWeight: 700 }}>{t('cluster.watch')}</Link></Group>
        </Alert>
      )}
      {findings.map((f) => (
        <Alert key={keyText(f.instance) + f.code} color={isBroken(f) ? 'red' : 'orange'} p="xs" title={<Name text={`${findingText(f, t)}: ${keyText(f.instance)}`} />}>
          <Name text={f.description} />
          {isBroken(f) && !active && <Answer answer={answerOf(f)} isBlocked={block !== null} plan={`/clusters/${id}/plan?failed=${encodeURIComponent(keyText(f.instance))}`} />}
        </Alert>
      ))}
      {block && (
        <Alert color="grape" p="sm">
          <Text className="untrusted">{t('cluster.blocked', { instance: keyText(block.instance), reason: block.reason })}</Text>
          <Text fw={600}>{block.until ? <Countdown until={block.until} /> : t('cluster.blockPerson')}</Text>
          <Group mt="xs">
            <ActionButton role="operator" onClick={() => setAsks('acknowledge')}>{t('cluster.acknowledge')}</ActionButton>
            <Link className="link" href={`/clusters/${id}/plan?failed=${encodeURIComponent(keyText(block.instance))}`}>{t('cluster.plan')}</Link>
          </Group>
        </Alert>
      )}
      {!active && last && last.acknowledgement === null && (
        <Alert color={last.status === 'succeeded' ? 'green' : 'red'} p="xs" data-last-recovery={last.uid}>
          <Group gap="sm">
            <strong>{t('cluster.lastRecovery')}</strong>
            <Name text={t('cluster.lastRecoveryLine', { what: last.code === 'noProblem' ? t(`kind.${last.kind}`) : t(`finding.${last.code}`), failed: keyText(last.failed), successor: last.successor ? keyText(last.successor) : '–' })} />
            <StatusBadge status={last.status} /> <When at={last.startedAt} />
            <Link className="link" href={`/recoveries/${encodeURIComponent(last.uid)}`}>{t('recovery.timeline')}</Link>
          </Group>
        </Alert>
      )}
      {state.areRecoveriesDisabled && <Alert color="orange" p="xs">{t('cluster.disabledHere')}</Alert>}
      {asks === 'acknowledge' && <CommentDialog path={paths.cluster(cluster.clusterId, '/acknowledge')} onClose={() => setAsks(null)} />}
    </Stack>
  );
}

/** What is being done about something that is broken, and the way to do it by hand. A block says the same below, with its time. */
function Answer({ answer, isBlocked, plan }: { answer: AnswerView | undefined; isBlocked: boolean; plan: string }) {
  const t = useT();
  return (
    <Group mt="xs" gap="md">
      {!isBlocked && <strong data-answer={answer?.state ?? 'none'}><Name text={answer ? answerText(answer, t) : t('answer.none')} /></strong>}
      <Link className="link" href={plan}>{t(answer ? 'answer.recover' : 'cluster.plan')}</Link>
    </Group>
  );
}
