import { Alert, Checkbox, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';
import { useClusters } from '../api/queries';
import type { ClusterSummary } from '../api/types';
import { Loaded } from '../common/Loaded';
import { useQueryValue } from '../common/useQueryValue';
import { useT } from '../i18n/I18n';
import { ClusterList } from './ClusterList';
import { matches, rank } from './state';

export function ClustersPage() {
  const t = useT();
  return (
    <Stack>
      <Title order={1} size="h2">{t('clusters.title')}</Title>
      <Loaded query={useClusters()}>{(clusters) => <Overview clusters={clusters} />}</Loaded>
    </Stack>
  );
}

function Overview({ clusters }: { clusters: ClusterSummary[] }) {
  const t = useT();
  const [filter, setFilter] = useQueryValue('filter');
  const [only, setOnly] = useQueryValue('trouble');
  const words = useDeferredValue(filter.trim());
  const ranked = useMemo(() => rank(clusters), [clusters]);
  const shown = useMemo(() => ranked.filter((r) => (only === '' || r.state !== 'healthy') && matches(r, words)), [ranked, only, words]);
  if (clusters.length === 0) return <Alert>{t('clusters.none')}</Alert>;
  const instances = clusters.reduce((sum, c) => sum + c.instances, 0);
  const broken = ranked.filter((r) => r.state === 'broken' || r.state === 'recovering').length;
  return (
    <>
      <Text c={broken > 0 ? 'red' : 'dimmed'} fw={broken > 0 ? 600 : 400}>{t('clusters.summary', { clusters: clusters.length, instances, broken })}</Text>
      <Group>
        <TextInput type="search" flex={1} maw={480} miw={200} placeholder={t('clusters.filter')} aria-label={t('list.filter')} value={filter} onChange={(e) => setFilter(e.currentTarget.value)} />
        <Checkbox label={t('clusters.onlyTrouble')} checked={only !== ''} onChange={(e) => setOnly(e.currentTarget.checked ? '1' : '')} />
        <Text size="sm" c="dimmed" role="status">{t('list.count', { shown: shown.length, total: clusters.length })}</Text>
      </Group>
      {shown.length === 0 ? <Text>{filter ? t('list.none', { filter }) : t('list.empty')}</Text> : <ClusterList clusters={shown} />}
    </>
  );
}
