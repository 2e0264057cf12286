import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { keyText } from '../api/key';
import { useMeasurements } from '../api/queries';
import type { InstanceView } from '../api/types';
import { Name } from '../common/Name';
import { timeSpan } from '../common/time';
import { useT } from '../i18n/I18n';
import { joined, lines, missing, withSample, type Sample } from './series';
import { Sparkline } from './Sparkline';

/** Lag and probe latency: the last hour as the service has it, and what is seen while this is open. */
export function Charts({ instance }: { instance: InstanceView }) {
  const t = useT();
  const key = keyText(instance.key);
  const stored = useMeasurements(instance.key);
  const [seen, setSeen] = useState<{ key: string; samples: Sample[] }>({ key, samples: [] });
  const { checkedAt, isLastCheckValid } = instance.freshness;
  const { lagSeconds, probeDuration } = instance.snapshot;
  useEffect(() => {
    // The snapshot of one that does not answer is that of its last answer.
    const sample = { at: Date.parse(checkedAt), lag: isLastCheckValid ? lagSeconds : null, probe: timeSpan(probeDuration), unanswered: !isLastCheckValid };
    setSeen((s) => ({ key, samples: withSample(s.key === key ? s.samples : [], sample) }));
  }, [key, checkedAt, isLastCheckValid, lagSeconds, probeDuration]);

  const samples = joined(stored.data, seen.key === key ? seen.samples : []);
  const [from, to] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 0];
  const marks = samples.filter((s) => s.unanswered).map((s) => s.at);
  const why = stored.data && missing(stored.data, Date.parse(checkedAt));
  const chart = (name: string, unit: string, value: (sample: Sample) => number | null) => {
    const drawn = lines(samples, value);
    const known = drawn.flat().map((p) => p.value);
    const text = known.length === 0 ? t('charts.unknown') : t('charts.values', { now: shown(known.at(-1)!), most: shown(Math.max(...known)), unit });
    return (
      <Stack gap={2}>
        <Text size="xs" c="dimmed" className="tabular">{name}: {text}</Text>
        <Sparkline label={`${name}: ${text}`} lines={drawn} marks={marks} from={from} to={to} />
      </Stack>
    );
  };
  return (
    <section data-chart-points={samples.length}>
      <Title order={2} size="h5" mb={4}>{t('instance.charts')}</Title>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {chart(t('field.lag'), 's', (s) => s.lag)}
        {chart(t('field.probe'), 'ms', (s) => (s.unanswered ? null : s.probe))}
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt={4}>
        {samples.length > 0 && t('charts.since', { time: new Date(from).toLocaleTimeString() })}
        {marks.length > 0 && ` ${t('charts.unanswered', { n: marks.length })}`}
      </Text>
      {why && <Text size="xs" c="dimmed"><Name text={t(why, { prober: stored.data!.prober, process: stored.data!.process, time: new Date(stored.data!.points.at(-1)?.at ?? checkedAt).toLocaleTimeString() })} /></Text>}
      {stored.error && <Text size="xs" c="red">{t('charts.notRead')} <Name text={stored.error.message} /></Text>}
      <Text size="xs" c="dimmed">{t('charts.note')}</Text>
    </section>
  );
}

const shown = (value: number): string => (value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value)));
