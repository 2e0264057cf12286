import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { keyText } from '../api/key';
import type { InstanceView } from '../api/types';
import { duration } from '../common/time';
import { useT } from '../i18n/I18n';
import { describe, healthOf, marksOf } from './marks';

export type InstanceNodeType = Node<{ instance: InstanceView; name: string; color: string | undefined; drop: 'ok' | 'no' | null; isChosen: boolean; open: () => void }, 'instance'>;

export const InstanceNode = memo(function InstanceNode({ data: { instance, name: short, color, drop, isChosen, open } }: NodeProps<InstanceNodeType>) {
  const t = useT();
  const { snapshot, role } = instance;
  const name = snapshot.instanceAlias || short;
  const lag = snapshot.lagSeconds;
  return (
    <button type="button" className="instance-node" data-health={healthOf(instance)} data-role={role} data-drop={drop ?? undefined} data-chosen={isChosen || undefined} data-instance={keyText(instance.key)} onClick={open} aria-description={describe(instance, t)}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className="instance-stripe" style={{ background: color ?? 'var(--mantine-color-gray-5)' }} />
      <span className="instance-body">
        <span className="instance-top">
          {role === 'primary' && <span aria-hidden className="crown">★</span>}
          <bdi className="instance-name" title={`${name} ${keyText(instance.key)}`}>{name}</bdi>
        </span>
        <span className="instance-facts">
          <span className="instance-role">{t(`role.${role}`)}</span>
          <bdi className="instance-version" title={snapshot.version}>{snapshot.version.split('-')[0]}</bdi>
          {snapshot.dataCenter && <bdi className="instance-version" title={snapshot.dataCenter}>{snapshot.dataCenter}</bdi>}
          {lag !== null && role !== 'primary' && <span data-late={lag > 10 || undefined} className="instance-lag">{duration(lag * 1000).replace('0 ms', '0 s')}</span>}
        </span>
        <span className="instance-marks">
          {marksOf(instance, t).map((mark) => (
            <span key={mark.symbol + mark.text} className="mark" data-color={mark.color} title={mark.text}>{mark.symbol}</span>
          ))}
        </span>
      </span>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </button>
  );
});
