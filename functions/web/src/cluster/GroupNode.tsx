import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { useT } from '../i18n/I18n';
import type { Group } from './compact';

export type GroupNodeType = Node<{ group: Group; color: string | undefined; open: () => void }, 'bundle'>;

export function GroupNode({ data: { group, color, open } }: NodeProps<GroupNodeType>) {
  const t = useT();
  return (
    <button type="button" className="instance-node" data-health="ok" onClick={open} aria-description={t('cluster.openGroup', { n: group.members.length })}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className="instance-stripe" style={{ background: color ?? 'var(--mantine-color-gray-5)' }} />
      <span className="instance-body">
        <span className="instance-top"><span className="instance-name">{t('cluster.group', { n: group.members.length })}</span></span>
        <span className="instance-facts"><bdi className="instance-version">{group.dataCenter}</bdi></span>
      </span>
    </button>
  );
}
