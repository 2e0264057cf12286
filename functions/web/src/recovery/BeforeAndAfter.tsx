import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { ApiError } from '../api/ApiError';
import { usePast } from '../api/queries';
import type { InstanceKey, PastTopologyView, RecoveryRecord } from '../api/types';
import { Loaded } from '../common/Loaded';
import { useT } from '../i18n/I18n';
import { PastTree } from '../history/PastTree';

const margin = 1000;

/** The cluster as it was just before the trouble was noticed, and as it is a moment after the end. */
export function BeforeAndAfter({ recovery: r }: { recovery: RecoveryRecord }) {
  const t = useT();
  const before = usePast(r.clusterId, new Date(Date.parse(r.noticedAt ?? r.startedAt) - margin).toISOString());
  const after = usePast(r.clusterId, r.endedAt ? new Date(Date.parse(r.endedAt) + margin).toISOString() : null);
  return (
    <section aria-label={t('recovery.topologies')}>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Stack gap={4}><Title order={2} size="h4">{t('recovery.before')}</Title><Past query={before} marked={r.failed} /></Stack>
        {r.endedAt && <Stack gap={4}><Title order={2} size="h4">{t('recovery.after')}</Title><Past query={after} marked={r.successor} /></Stack>}
      </SimpleGrid>
    </section>
  );
}

function Past({ query, marked }: { query: UseQueryResult<PastTopologyView>; marked: InstanceKey | null }) {
  const t = useT();
  if (query.error instanceof ApiError && query.error.status === 404) return <Text size="sm" c="dimmed">{t('recovery.noHistory')}</Text>;
  return <Loaded query={query}>{(past) => <PastTree past={past} marked={marked} />}</Loaded>;
}
