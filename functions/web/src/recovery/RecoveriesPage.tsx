import { Checkbox, Group, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { keyText } from '../api/key';
import { useRecoveries } from '../api/queries';
import { Loaded } from '../common/Loaded';
import { Name } from '../common/Name';
import { Pager } from '../common/Pager';
import { StatusBadge } from '../common/StatusBadge';
import { duration } from '../common/time';
import { useQueryValue } from '../common/useQueryValue';
import { When } from '../common/When';
import { useT } from '../i18n/I18n';

export function RecoveriesPage() {
  const t = useT();
  const [cluster, setCluster] = useQueryValue('cluster');
  const [open, setOpen] = useQueryValue('open');
  const [page, setPage] = useQueryValue('page');
  const number = Number(page) || 0;
  const query = useRecoveries(number, { cluster, unacknowledged: open ? 'true' : '' });
  return (
    <Stack>
      <Title order={1} size="h2">{t('recoveries.title')}</Title>
      <Group>
        {cluster && <Text><Name text={t('recoveries.of', { cluster })} /> · <button type="button" className="plain-link" onClick={() => setCluster('')}>{t('recoveries.all')}</button></Text>}
        <Checkbox label={t('recoveries.open')} checked={open !== ''} onChange={(e) => setOpen(e.currentTarget.checked ? '1' : '')} />
      </Group>
      <Loaded query={query}>
        {({ items, total }) => items.length === 0 ? <Text>{t('list.empty')}</Text> : (
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t('recoveries.title')}>
            <Table highlightOnHover miw={720}>
              <Table.Thead><Table.Tr><Table.Th>{t('recovery.started')}</Table.Th><Table.Th>{t('history.cluster')}</Table.Th><Table.Th>{t('recovery.kind')}</Table.Th><Table.Th>{t('recovery.failed')}</Table.Th><Table.Th>{t('recovery.successor')}</Table.Th><Table.Th>{t('recovery.duration')}</Table.Th><Table.Th>{t('recovery.status')}</Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>
                {items.map((r) => (
                  <Table.Tr key={r.uid}>
                    <Table.Td><Link className="link" href={`/recoveries/${encodeURIComponent(r.uid)}`}><When at={r.startedAt} /></Link></Table.Td>
                    <Table.Td><Name text={r.clusterAlias || r.clusterName} /></Table.Td>
                    <Table.Td>{t(`kind.${r.kind}`)}</Table.Td>
                    <Table.Td className="mono"><Name text={keyText(r.failed)} /></Table.Td>
                    <Table.Td className="mono">{r.successor ? <Name text={keyText(r.successor)} /> : '–'}</Table.Td>
                    <Table.Td className="tabular">{r.endedAt ? duration(Date.parse(r.endedAt) - Date.parse(r.startedAt)) : '…'}</Table.Td>
                    <Table.Td><StatusBadge status={r.status} /></Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <Pager page={number} size={20} total={total} onPage={(n) => setPage(n ? String(n) : '')} />
          </div>
        )}
      </Loaded>
    </Stack>
  );
}
