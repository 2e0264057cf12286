import { Alert, Stack, Title } from '@mantine/core';
import type { ClusterSummary, InstanceView } from '../api/types';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';
import { Charts } from './Charts';
import { Facts } from './Facts';
import { groupsOf } from './groups';
import { InstanceActions } from './InstanceActions';
import { RecentEvents } from './RecentEvents';
import { Tags } from './Tags';

export function InstanceDetail({ cluster, instance, onMove }: { cluster: ClusterSummary; instance: InstanceView; onMove: () => void }) {
  const t = useT();
  const r = instance.snapshot.replication;
  return (
    <Stack>
      {!instance.freshness.isLastCheckValid && <Alert color="red" title={t('mark.unreachable')}><Name text={instance.lastCheckError} /></Alert>}
      {r?.receiverError && <Alert color="red" title={`${t('field.receiverError')} (${r.receiverErrorNumber})`}><Name text={r.receiverError} /></Alert>}
      {r?.applierError && <Alert color="red" title={`${t('field.applierError')} (${r.applierErrorNumber})`}><Name text={r.applierError} /></Alert>}
      <InstanceActions cluster={cluster} instance={instance} onMove={onMove} />
      <Charts instance={instance} />
      {groupsOf(instance, t).map((group) => (
        <section key={group.title}>
          <Title order={2} size="h5" mb={4}>{group.title}</Title>
          <Facts facts={group.facts} />
        </section>
      ))}
      <Tags instance={instance} />
      <RecentEvents instance={instance} />
    </Stack>
  );
}
