import { Alert, Card, Group, List, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { keyText } from '../api/key';
import { paths } from '../api/paths';
import { useRecovery } from '../api/queries';
import type { RecoveryDetail } from '../api/types';
import { ActionButton } from '../common/ActionButton';
import { Loaded } from '../common/Loaded';
import { Name } from '../common/Name';
import { StatusBadge } from '../common/StatusBadge';
import { duration } from '../common/time';
import { When } from '../common/When';
import { useNow } from '../common/useNow';
import { useT } from '../i18n/I18n';
import { RecoveryPlanView } from '../plan/RecoveryPlanView';
import { BeforeAndAfter } from './BeforeAndAfter';
import { CommentDialog } from './CommentDialog';
import { Deliveries } from './Deliveries';
import { Timeline } from './Timeline';

export const RecoveryPage = ({ uid }: { uid: string }) => <Loaded query={useRecovery(uid)}>{(detail) => <View detail={detail} />}</Loaded>;

function View({ detail: { recovery: r, steps } }: { detail: RecoveryDetail }) {
  const t = useT();
  const [asks, setAsks] = useState(false);
  const now = useNow(r.endedAt ? 60_000 : 200);
  const took = (r.endedAt ? Date.parse(r.endedAt) : now.getTime()) - Date.parse(r.noticedAt ?? r.startedAt);
  return (
    <Stack>
      <Group><Link className="link" href={`/clusters/${encodeURIComponent(r.clusterId)}`}><Name text={r.clusterAlias || r.clusterName} /></Link></Group>
      <Group>
        <Title order={1} size="h2"><Name text={`${r.code === 'noProblem' ? t(`kind.${r.kind}`) : t(`finding.${r.code}`)}: ${keyText(r.failed)}`} /></Title>
        <StatusBadge status={r.status} />
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        <Fact name={t('recovery.successor')} value={r.successor ? keyText(r.successor) : '–'} />
        <Fact name={t('recovery.duration')} value={duration(Math.max(0, took))} />
        <Fact name={t('recovery.actor')} value={r.actor === 'ham4db' ? t('recovery.automatic') : r.actor} />
        <Card withBorder p="sm"><Text size="sm" c="dimmed">{t('recovery.started')}</Text><Text fw={600}><When at={r.startedAt} /></Text></Card>
      </SimpleGrid>
      {r.errors.length > 0 && <Alert color="red" title={t('recovery.errors')}><List>{r.errors.map((e) => <List.Item key={e}><Name text={e} /></List.Item>)}</List></Alert>}
      {r.acknowledgement ? (
        <Alert color="green"><Name text={t('recovery.acknowledged', { who: r.acknowledgement.by, when: new Date(r.acknowledgement.at).toLocaleString(), comment: r.acknowledgement.comment })} /></Alert>
      ) : r.endedAt && (
        <Alert color="orange">
          <Group justify="space-between"><Text size="sm">{t('recovery.notAcknowledged')}</Text><ActionButton role="operator" onClick={() => setAsks(true)}>{t('cluster.acknowledge')}</ActionButton></Group>
        </Alert>
      )}
      <Title order={2} size="h4">{t('recovery.timeline')}</Title>
      <Timeline steps={steps} isRunning={r.endedAt === null} />
      <BeforeAndAfter recovery={r} />
      <Deliveries recoveryUid={r.uid} />
      {r.plan && <RecoveryPlanView plan={r.plan} />}
      {asks && <CommentDialog path={paths.recovery(r.uid, '/acknowledge')} onClose={() => setAsks(false)} />}
    </Stack>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return <Card withBorder p="sm"><Text size="sm" c="dimmed">{name}</Text><Text fw={600} className="tabular"><Name text={value} /></Text></Card>;
}
