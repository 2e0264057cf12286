import { Badge, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWork } from '../api/queries';
import { Loaded } from '../common/Loaded';
import { Name } from '../common/Name';
import { duration } from '../common/time';
import { When } from '../common/When';
import { useT } from '../i18n/I18n';
import { en, type MessageName } from '../i18n/en';

/** What the service is at: what runs, what waits and for how long, and who probes. */
export function Work() {
  const t = useT();
  const word = (kind: 'queue' | 'orchestration', name: string) => (`work.${kind}.${name}` in en ? t(`work.${kind}.${name}` as MessageName) : name);
  return (
    <Loaded query={useWork()}>
      {(work) => (
        <Stack>
          <div>
            <Title order={3} size="h6">{t('work.orchestrations')}</Title>
            <Text size="sm" data-work-running={work.running} data-work-pending={work.pending}>
              {t('work.counts', { running: work.running, pending: work.pending })}{work.isCut && ` ${t('work.cut')}`}
            </Text>
            {work.orchestrations.length > 0 && (
              <Wide label={t('work.orchestrations')} head={[t('work.what'), t('work.id'), t('clusters.state'), t('work.since'), t('work.lastStep')]}>
                {work.orchestrations.map((one) => (
                  <Table.Tr key={one.id} data-orchestration={one.id}>
                    <Table.Td><Name text={word('orchestration', one.name)} /></Table.Td>
                    <Table.Td className="mono"><Name text={one.id} /></Table.Td>
                    <Table.Td><Badge color={one.isPending ? 'gray' : 'blue'} variant="light">{t(one.isPending ? 'work.pending' : 'status.running')}</Badge></Table.Td>
                    <Table.Td><When at={one.createdAt} /></Table.Td>
                    <Table.Td><When at={one.updatedAt} /></Table.Td>
                  </Table.Tr>
                ))}
              </Wide>
            )}
          </div>
          <div>
            <Title order={3} size="h6">{t('work.queues')}</Title>
            {!work.isHostTold && <Text size="sm" c="dimmed">{t('work.untold')}</Text>}
            <Wide label={t('work.queues')} head={[t('work.queue'), t('work.waiting'), t('work.oldest'), t('work.later')]}>
              {work.queues.map((queue) => (
                <Table.Tr key={queue.name} data-queue={queue.name}>
                  <Table.Td><Name text={word('queue', queue.name)} /></Table.Td>
                  <Table.Td className="tabular">{queue.waiting}</Table.Td>
                  <Table.Td className="tabular">{queue.oldestSeconds === null ? '–' : duration(queue.oldestSeconds * 1000)}</Table.Td>
                  <Table.Td className="tabular">{queue.later}</Table.Td>
                </Table.Tr>
              ))}
            </Wide>
          </div>
          <div>
            <Title order={3} size="h6">{t('work.probers')}</Title>
            {work.probers.length === 0 ? <Text size="sm" c="dimmed">{t('work.nothingProbed')}</Text> : (
              <Wide label={t('work.probers')} head={[t('work.process'), t('nav.clusters'), t('work.instances'), t('work.oldestProbe')]}>
                {work.probers.map((prober) => (
                  <Table.Tr key={prober.process} data-prober={prober.process}>
                    <Table.Td>{prober.process ? <Name text={prober.process} /> : t('work.nobody')}</Table.Td>
                    <Table.Td className="tabular">{prober.clusters}</Table.Td>
                    <Table.Td className="tabular">{prober.instances}</Table.Td>
                    <Table.Td className="tabular">{prober.oldestSeconds === null ? '–' : duration(prober.oldestSeconds * 1000)}</Table.Td>
                  </Table.Tr>
                ))}
              </Wide>
            )}
            <Text size="sm" c="dimmed" mt={4}>{t('work.proberHelp')}</Text>
          </div>
        </Stack>
      )}
    </Loaded>
  );
}

function Wide({ label, head, children }: { label: string; head: string[]; children: ReactNode }) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={label}>
      <Table miw={480} verticalSpacing={4}>
        <Table.Thead><Table.Tr>{head.map((text) => <Table.Th key={text}>{text}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}
