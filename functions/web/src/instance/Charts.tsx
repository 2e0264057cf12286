import { Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { keyText } from '../api/key';
import type { InstanceView } from '../api/types';
import { timeSpan } from '../common/time';
import { useT } from '../i18n/I18n';
import { Sparkline } from './Sparkline';

interface Sample {
  lag: number | null;
  probe: number;
}

const kept = 120;

/** Lag and probe latency since this was opened: the service keeps no measurements, a monitoring system does. */
export function Charts({ instance }: { instance: InstanceView }) {
  const t = useT();
  const key = keyText(instance.key);
  const [series, setSeries] = useState<{ key: string; samples: Sample[] }>({ key, samples: [] });
  const { checkedAt } = instance.freshness;
  const { lagSeconds, probeDuration } = instance.snapshot;
  useEffect(() => {
    const sample = { lag: lagSeconds, probe: timeSpan(probeDuration) };
    setSeries((s) => ({ key, samples: [...(s.key === key ? s.samples : []), sample].slice(-kept) }));
  }, [key, checkedAt, lagSeconds, probeDuration]);
  return (
    <section>
      <Title order={2} size="h5" mb={4}>{t('instance.charts')}</Title>
      <Group grow>
        <Stack gap={2}><Text size="xs" c="dimmed">{t('field.lag')} (s)</Text><Sparkline label={t('field.lag')} values={series.samples.map((s) => s.lag ?? 0)} /></Stack>
        <Stack gap={2}><Text size="xs" c="dimmed">{t('field.probe')} (ms)</Text><Sparkline label={t('field.probe')} values={series.samples.map((s) => s.probe)} /></Stack>
      </Group>
      <Text size="xs" c="dimmed" mt={4}>{t('charts.note')}</Text>
    </section>
  );
}
