import { Group, Slider, Stack, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { keyText } from '../api/key';
import { useCluster, useHistory, usePast } from '../api/queries';
import type { HistoryView, InstanceKey } from '../api/types';
import { Loaded } from '../common/Loaded';
import { Name } from '../common/Name';
import { useQueryValue } from '../common/useQueryValue';
import { useI18n, useT } from '../i18n/I18n';
import { PastTree } from './PastTree';

export function PastPage({ id }: { id: string }) {
  const t = useT();
  const alias = useCluster(id).data?.cluster.alias ?? id;
  return (
    <Stack>
      <Group><Link className="link" href={`/clusters/${encodeURIComponent(id)}`}><Name text={alias} /></Link></Group>
      <Title order={1} size="h2"><Name text={t('history.of', { cluster: alias })} /></Title>
      <Loaded query={useHistory(id)}>{(history) => <Moments history={history} />}</Loaded>
    </Stack>
  );
}

function Moments({ history }: { history: HistoryView }) {
  const { t, language } = useI18n();
  const [at, setAt] = useQueryValue('at');
  const moments = useMemo(() => [...history.changes].reverse(), [history]);
  const found = moments.findLastIndex((m) => !at || m.at <= at);
  const index = found < 0 ? 0 : found;
  const moment = moments[index];
  const past = usePast(history.clusterId, moment?.at ?? null);
  if (!moment) return <Text>{t('history.noChange')}</Text>;
  return (
    <Stack>
      <Slider min={0} max={Math.max(1, moments.length - 1)} value={index} disabled={moments.length < 2} onChange={(i) => setAt(moments[i]?.at ?? '')} label={null} thumbLabel={t('history.slider')} />
      <Group justify="space-between">
        <Text fw={600}><time dateTime={moment.at}>{new Date(moment.at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' })}</time></Text>
        <Text c="dimmed">{t('history.moment', { n: index + 1, total: moments.length })}</Text>
      </Group>
      <Text size="sm">{t('history.changed')}: <Name text={[...moment.instances.map((i) => keyText(i.key)), ...moment.removed.map((k) => t('history.removed', { instance: keyText(k as InstanceKey) }))].join(', ')} /></Text>
      <Loaded query={past}>{(p) => <PastTree past={p} />}</Loaded>
    </Stack>
  );
}
