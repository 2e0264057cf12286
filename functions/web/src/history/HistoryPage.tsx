import { Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Page } from '../api/client';
import { keyText } from '../api/key';
import { useAnalysisChanges, useAudit, useDetections, useOperations } from '../api/queries';
import type { InstanceKey } from '../api/types';
import { Loaded } from '../common/Loaded';
import { Name } from '../common/Name';
import { Pager } from '../common/Pager';
import { useQueryValue } from '../common/useQueryValue';
import { When } from '../common/When';
import { useT } from '../i18n/I18n';

interface Row {
  id: string;
  at: string;
  type: string;
  clusterId: string;
  instance: InstanceKey | null;
  who: string;
  what: string;
  recovery: string | null;
}

const kinds = ['audit', 'detections', 'analysis', 'operations'] as const;
type Kind = (typeof kinds)[number];

export function HistoryPage({ kind: asked }: { kind: string }) {
  const t = useT();
  const kind: Kind = kinds.find((k) => k === asked) ?? 'audit';
  return (
    <Stack>
      <Title order={1} size="h2">{t('history.title')}</Title>
      <Group gap={4} component="nav" aria-label={t('history.title')}>
        {kinds.map((k) => <Link key={k} className="nav-link" href={`/history/${k}`} aria-current={k === kind ? 'page' : undefined}>{t(`history.${k}`)}</Link>)}
      </Group>
      <Rows key={kind} kind={kind} />
    </Stack>
  );
}

function useRows(kind: Kind, page: number, filter: Record<string, string>): UseQueryResult<Page<Row>> {
  const t = useT();
  const audit = useAudit(page, filter, kind === 'audit');
  const detections = useDetections(page, filter, kind === 'detections');
  const changes = useAnalysisChanges(page, filter, kind === 'analysis');
  const operations = useOperations(page, filter, kind === 'operations');
  const of = <T,>(query: UseQueryResult<Page<T>>, row: (item: T, i: number) => Row) => ({ ...query, data: query.data && { total: query.data.total, items: query.data.items.map(row) } }) as UseQueryResult<Page<Row>>;
  if (kind === 'detections') return of(detections, (d) => ({ id: String(d.id) + keyText(d.instance), at: d.at, type: t(`finding.${d.code}`), clusterId: d.clusterId, instance: d.instance, who: '', what: d.description, recovery: d.recoveryUid ?? null }));
  if (kind === 'analysis') return of(changes, (c) => ({ id: c.at + keyText(c.instance), at: c.at, type: t(`finding.${c.code}`), clusterId: c.clusterId, instance: c.instance, who: '', what: c.code === 'noProblem' ? t('history.over') : '', recovery: null }));
  if (kind === 'operations') return of(operations, (o) => ({ id: o.uid, at: o.startedAt ?? '', type: o.request.kind ?? '', clusterId: o.clusterId ?? '', instance: o.request.instance, who: o.actor, what: [t(`status.${o.status}`), ...o.errors].join(' '), recovery: null }));
  return of(audit, (a, i) => ({ id: a.at + i, at: a.at, type: a.type, clusterId: a.clusterId, instance: a.instance, who: a.actor, what: a.message, recovery: null }));
}

function Rows({ kind }: { kind: Kind }) {
  const t = useT();
  const [page, setPage] = useQueryValue('page');
  const [cluster, setCluster] = useQueryValue('cluster');
  const [instance, setInstance] = useQueryValue('instance');
  const number = Number(page) || 0;
  const hasActor = kind === 'audit' || kind === 'operations';
  const query = useRows(kind, number, { cluster, ...(kind === 'audit' ? { instance } : {}) });
  return (
    <>
      <Group>
        <TextInput label={t('history.cluster')} value={cluster} onChange={(e) => setCluster(e.currentTarget.value)} />
        {kind === 'audit' && <TextInput label={t('history.instance')} value={instance} onChange={(e) => setInstance(e.currentTarget.value)} />}
      </Group>
      <Loaded query={query}>
        {({ items, total }) => items.length === 0 ? <Text>{t('list.empty')}</Text> : (
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t(`history.${kind}`)}>
            <Table miw={720} verticalSpacing={6}>
              <Table.Thead><Table.Tr><Table.Th>{t('history.time')}</Table.Th><Table.Th>{t('history.type')}</Table.Th><Table.Th>{t('history.instance')}</Table.Th>{hasActor && <Table.Th>{t('history.who')}</Table.Th>}<Table.Th>{t('history.what')}</Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>
                {items.map((r) => (
                  <Table.Tr key={r.id}>
                    <Table.Td style={{ whiteSpace: 'nowrap' }}><When at={r.at} /></Table.Td>
                    <Table.Td>{r.recovery ? <Link className="link" href={`/recoveries/${encodeURIComponent(r.recovery)}`}>{r.type}</Link> : <Name text={r.type} />}</Table.Td>
                    <Table.Td className="mono">{r.instance ? (r.clusterId ? <Link className="link" href={`/clusters/${encodeURIComponent(r.clusterId)}?instance=${encodeURIComponent(keyText(r.instance))}`}><Name text={keyText(r.instance)} /></Link> : <Name text={keyText(r.instance)} />) : ''}</Table.Td>
                    {hasActor && <Table.Td><Name text={r.who} /></Table.Td>}
                    <Table.Td><Name text={r.what} /></Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <Pager page={number} size={20} total={total} onPage={(n) => setPage(n ? String(n) : '')} />
          </div>
        )}
      </Loaded>
    </>
  );
}
