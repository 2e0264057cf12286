import { Alert, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { keyText } from '../api/key';
import { paths } from '../api/paths';
import type { ClusterDetail } from '../api/types';
import { isBroken, isWarning } from '../clusters/state';
import { ActionButton } from '../common/ActionButton';
import { findingText } from '../common/finding';
import { Name } from '../common/Name';
import { When } from '../common/When';
import { useT } from '../i18n/I18n';
import { CommentDialog } from '../recovery/CommentDialog';
import { Countdown } from './Countdown';

/** What is wrong with a cluster, what is being done about it, and what somebody may do: the first thing that is read at night. */
export function ClusterState({ detail }: { detail: ClusterDetail }) {
  const t = useT();
  const [asks, setAsks] = useState<'acknowledge' | null>(null);
  const { cluster, state } = detail;
  const id = encodeURIComponent(cluster.clusterId);
  const findings = cluster.findings.filter(isWarning);
  const { activeRecovery: active, block } = state;
  return (
    <Stack gap="xs" aria-live="polite">
      {active && (
        <Alert color="blue" variant="filled" p="sm">
          <Group><strong><Name text={`${t(`finding.${active.code}`)}: ${keyText(active.failed)}`} /></strong> <When at={active.startedAt} /> <Link href={`/recoveries/${encodeURIComponent(active.uid)}`} style={{ color: 'inherit', fontWeight: 700 }}>{t('cluster.watch')}</Link></Group>
        </Alert>
      )}
      {findings.map((f) => (
        <Alert key={keyText(f.instance) + f.code} color={isBroken(f) ? 'red' : 'orange'} p="xs" title={<Name text={`${findingText(f, t)}: ${keyText(f.instance)}`} />}>
          <Name text={f.description} />
          {isBroken(f) && !active && (
            <Group mt="xs"><Link className="link" href={`/clusters/${id}/plan?failed=${encodeURIComponent(keyText(f.instance))}`}>{t('cluster.plan')}</Link></Group>
          )}
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
      {state.areRecoveriesDisabled && <Alert color="orange" p="xs">{t('cluster.disabledHere')}</Alert>}
      {asks === 'acknowledge' && <CommentDialog path={paths.cluster(cluster.clusterId, '/acknowledge')} onClose={() => setAsks(null)} />}
    </Stack>
  );
}
