import { Table, Text, Title } from '@mantine/core';
import { useDeliveries, useWaitingDeliveries } from '../api/queries';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';

/** What webhooks were not told yet of a recovery, or were given up on, and how often it was tried. */
export function Deliveries({ recoveryUid }: { recoveryUid: string }) {
  const t = useT();
  const hooks = useDeliveries().data ?? [];
  const rows = (useWaitingDeliveries(hooks.length > 0).data ?? []).filter((d) => d.fields.recoveryUID === recoveryUid);
  return (
    <section>
      <Title order={2} size="h4">{t('recovery.hooks')}</Title>
      {rows.length === 0 ? <Text size="sm" c="dimmed">{t(hooks.length === 0 ? 'recovery.hooksNone' : 'recovery.hooksDelivered')}</Text> : (
        <Table>
          <Table.Thead><Table.Tr><Table.Th>{t('recovery.hooks')}</Table.Th><Table.Th>{t('recovery.hookEvent')}</Table.Th><Table.Th>{t('recovery.hookAttempts')}</Table.Th><Table.Th>{t('recovery.hookProblem')}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>{rows.map((d) => <Table.Tr key={d.id}><Table.Td><Name text={d.endpoint} /></Table.Td><Table.Td>{d.event}</Table.Td><Table.Td>{d.attempts}</Table.Td><Table.Td><Name text={d.problem} /></Table.Td></Table.Tr>)}</Table.Tbody>
        </Table>
      )}
    </section>
  );
}
