import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { memo, use } from 'react';
import { useT } from '../i18n/I18n';
import { NodeActionsContext } from './actions';

export type GroupNodeType = Node<{ size: number; dataCenter: string; group: string; color: string | undefined }, 'bundle'>;

export const GroupNode = memo(function GroupNode({ data: { size, dataCenter, group, color } }: NodeProps<GroupNodeType>) {
  const t = useT();
  const actions = use(NodeActionsContext);
  return (
    <button type="button" className="instance-node instance-bundle" data-health="ok" onClick={() => actions.openGroup(group)} aria-description={t('cluster.openGroup', { n: size })}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className="instance-stripe" style={{ background: color ?? 'var(--mantine-color-gray-5)' }} />
      <span className="instance-body">
        <span className="instance-top"><span className="instance-name">{t('cluster.group', { n: size })}</span></span>
        <span className="instance-facts"><bdi className="instance-version">{dataCenter}</bdi></span>
      </span>
    </button>
  );
});
