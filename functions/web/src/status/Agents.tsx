import { Badge, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import { keyText } from '../api/key';
import { useAgents } from '../api/queries';
import { Loaded } from '../common/Loaded';
import { Name } from '../common/Name';
import { duration } from '../common/time';
import { When } from '../common/When';
import { useT } from '../i18n/I18n';

/** Agents beside instances: lost ones first, since an instance without its agent cannot be fenced from where it runs. */
export function Agents() {
  const t = useT();
  return (
    <Loaded query={useAgents()}>
      {(agents) => agents.length === 0 ? <Text c="dimmed">{t('agents.none')}</Text> : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t('agents.title')}>
          <Table miw={720} verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr><Table.Th>{t('clusters.state')}</Table.Th><Table.Th>{t('agents.agent')}</Table.Th><Table.Th>{t('agents.instance')}</Table.Th><Table.Th>{t('agents.version')}</Table.Th><Table.Th>{t('agents.seen')}</Table.Th><Table.Th>{t('agents.fencing')}</Table.Th></Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {[...agents].sort((a, b) => Number(b.state === 'lost') - Number(a.state === 'lost')).map((a) => (
                <Table.Tr key={a.id} data-agent={a.id}>
                  <Table.Td><Badge color={a.state === 'live' ? 'green' : 'red'} variant={a.state === 'live' ? 'light' : 'filled'} title={t('agents.lostAfter', { n: a.lostAfterSeconds })}>{t(`agents.state.${a.state}`)}</Badge></Table.Td>
                  <Table.Td>
                    <span className="mono"><Name text={a.id} /></span>
                    {a.nodeName && <Text size="xs" c="dimmed"><Name text={[a.nodeName, a.clusterName].filter(Boolean).join(' · ')} /></Text>}
                    {a.warnings.map((w) => <Text key={w} size="xs" c="orange"><Name text={w} /></Text>)}
                  </Table.Td>
                  <Table.Td className="mono">{a.instance ? (a.clusterId ? <Link className="link" href={`/clusters/${encodeURIComponent(a.clusterId)}?instance=${encodeURIComponent(keyText(a.instance))}`}><Name text={keyText(a.instance)} /></Link> : <Name text={keyText(a.instance)} />) : '–'}</Table.Td>
                  <Table.Td><Name text={a.version} /></Table.Td>
                  <Table.Td><When at={a.seenAt} /></Table.Td>
                  <Table.Td className="tabular">{a.selfFencingSeconds > 0 ? duration(a.selfFencingSeconds * 1000) : t('agents.noFencing')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Loaded>
  );
}
