import { Table, Title } from '@mantine/core';
import { keyText } from '../api/key';
import { useAudit } from '../api/queries';
import type { InstanceView } from '../api/types';
import { Name } from '../common/Name';
import { When } from '../common/When';
import { useT } from '../i18n/I18n';

export function RecentEvents({ instance }: { instance: InstanceView }) {
  const t = useT();
  const events = useAudit(0, { instance: keyText(instance.key) }).data?.items;
  if (!events || events.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h5" mb={4}>{t('instance.events')}</Title>
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {events.slice(0, 10).map((e, i) => (
            <Table.Tr key={e.at + i}><Table.Td w={110}><When at={e.at} /></Table.Td><Table.Td><Name text={`${e.actor}: ${e.message}`} /></Table.Td></Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
