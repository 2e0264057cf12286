import { Alert, Badge, Group, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { keyText } from '../api/key';
import { useFindings, useProblemInstances } from '../api/queries';
import { isBroken } from '../clusters/state';
import { Loaded } from '../common/Loaded';
import { findingText } from '../common/finding';
import { known } from '../common/known';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';

/** Everything that is wrong anywhere, the worst first. */
export function ProblemsPage() {
  const t = useT();
  return (
    <Stack>
      <Title order={1} size="h2">{t('problems.title')}</Title>
      <Title order={2} size="h4">{t('problems.findings')}</Title>
      <Loaded query={useFindings()}>
        {(findings) => findings.length === 0 ? <Alert color="green">{t('problems.none')}</Alert> : (
          <Stack gap="xs">
            {[...findings].sort((a, b) => Number(isBroken(b.finding)) - Number(isBroken(a.finding))).map(({ finding: f, clusterAlias }) => (
              <Alert key={f.clusterId + keyText(f.instance) + f.code} p="sm" color={isBroken(f) ? 'red' : f.isDowntimed || f.isSkippable ? 'gray' : 'orange'}
                title={<Group gap="xs"><Link className="link" href={`/clusters/${encodeURIComponent(f.clusterId)}`}><Name text={clusterAlias} /></Link><Name text={`${findingText(f, t)}: ${keyText(f.instance)}`} />{f.isDowntimed && <Badge color="gray">{t('problems.downtimed')}</Badge>}</Group>}>
                <Name text={f.description} />
                <Group mt={4} gap="md"><Link className="link" href={`/clusters/${encodeURIComponent(f.clusterId)}/plan?failed=${encodeURIComponent(keyText(f.instance))}`}>{t('cluster.plan')}</Link></Group>
              </Alert>
            ))}
          </Stack>
        )}
      </Loaded>
      <Title order={2} size="h4">{t('problems.instances')}</Title>
      <Loaded query={useProblemInstances()}>
        {(instances) => instances.length === 0 ? <Text c="dimmed">{t('list.empty')}</Text> : (
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t('problems.instances')}>
            <Table miw={640}>
              <Table.Thead><Table.Tr><Table.Th>{t('history.instance')}</Table.Th><Table.Th>{t('field.problems')}</Table.Th><Table.Th>{t('field.lastError')}</Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>
                {instances.map((i) => (
                  <Table.Tr key={keyText(i.key)}>
                    <Table.Td className="mono"><Link className="link" href={`/clusters/${encodeURIComponent(i.clusterId)}?instance=${encodeURIComponent(keyText(i.key))}`}><Name text={keyText(i.key)} /></Link></Table.Td>
                    <Table.Td>{i.problems.map((p) => known('problem', p, t)).join(', ')}{i.downtime && <Badge ml={6} color="gray">{t('problems.downtimed')}</Badge>}</Table.Td>
                    <Table.Td><Name text={[i.lastCheckError, i.snapshot.replication?.receiverError, i.snapshot.replication?.applierError].filter(Boolean).join('\n')} /></Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </Loaded>
    </Stack>
  );
}
