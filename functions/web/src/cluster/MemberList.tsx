import { Checkbox, Table } from '@mantine/core';
import { keyText } from '../api/key';
import type { InstanceView } from '../api/types';
import { Name } from '../common/Name';
import { duration } from '../common/time';
import { useT } from '../i18n/I18n';
import { marksOf } from './marks';
import { buildForest, type TreeNode } from './tree';

const flat = (nodes: TreeNode[], depth = 0): { node: TreeNode; depth: number }[] => nodes.flatMap((node) => [{ node, depth }, ...flat(node.children, depth + 1)]);

/** The same as the diagram, as a table. */
interface Props {
  members: InstanceView[];
  selected: ReadonlySet<string>;
  onOpen: (instance: InstanceView) => void;
  onToggle: (id: string) => void;
}

export function MemberList({ members, selected, onOpen, onToggle }: Props) {
  const t = useT();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('cluster.asList')}>
      <Table highlightOnHover miw={600}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={40}><span className="visually-hidden">{t('group.move')}</span></Table.Th><Table.Th>{t('plan.instance')}</Table.Th><Table.Th>{t('field.version')}</Table.Th><Table.Th>{t('field.dataCenter')}</Table.Th><Table.Th>{t('field.lag')}</Table.Th><Table.Th>{t('clusters.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flat(buildForest(members)).map(({ node: { id, instance }, depth }) => (
            <Table.Tr key={id} bg={selected.has(id) ? 'var(--mantine-primary-color-light)' : undefined}>
              <Table.Td>{instance.role !== 'primary' && <Checkbox size="xs" aria-label={t('group.choose', { instance: id })} checked={selected.has(id)} onChange={() => onToggle(id)} />}</Table.Td>
              <Table.Td style={{ paddingLeft: 12 + depth * 24 }}>
                <button type="button" className="plain-link" onClick={() => onOpen(instance)}><Name text={keyText(instance.key)} /></button> <small>{t(`role.${instance.role}`)}</small>
              </Table.Td>
              <Table.Td><Name text={instance.snapshot.version} /></Table.Td>
              <Table.Td><Name text={instance.snapshot.dataCenter} /></Table.Td>
              <Table.Td className="tabular">{instance.snapshot.lagSeconds === null ? '–' : duration(instance.snapshot.lagSeconds * 1000).replace('0 ms', '0 s')}</Table.Td>
              <Table.Td><small className="untrusted">{marksOf(instance, t).map((m) => m.text).join(' · ')}</small></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
