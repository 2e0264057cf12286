import { Handle, Position, useStore, type Node, type NodeProps } from '@xyflow/react';
import { memo, use } from 'react';
import { keyText } from '../api/key';
import type { InstanceView, TagView } from '../api/types';
import { duration } from '../common/time';
import { useT, type Translate } from '../i18n/I18n';
import { NodeActionsContext } from './actions';
import { describe, healthOf, marksOf } from './marks';

export type InstanceNodeType = Node<{ instance: InstanceView; name: string; color: string | undefined; drop: 'ok' | 'no' | null; isChosen: boolean; isSelected: boolean; tags: TagView[] | undefined }, 'instance'>;

// Below this nobody can read what stands in a box: only its colour and its name are drawn.
const readable = 0.4;

export const InstanceNode = memo(function InstanceNode({ data: { instance, name: short, color, drop, isChosen, isSelected, tags } }: NodeProps<InstanceNodeType>) {
  const t = useT();
  const actions = use(NodeActionsContext);
  const isFar = useStore((s) => s.transform[2] < readable);
  const { snapshot, role } = instance;
  const name = snapshot.instanceAlias || short;
  const id = keyText(instance.key);
  return (
    <button
      type="button" className="instance-node" data-health={healthOf(instance)} data-role={role} data-drop={drop ?? undefined} data-chosen={isChosen || undefined} data-selected={isSelected || undefined} data-instance={id}
      aria-pressed={isSelected || undefined} aria-description={isFar ? undefined : describe(instance, t)}
      onClick={(e) => (e.ctrlKey || e.metaKey || e.shiftKey ? actions.toggle(id) : actions.open(instance))}
      onKeyDown={(e) => {
        if (e.key !== ' ') return;
        e.preventDefault();
        actions.toggle(id);
      }}
      // The space bar would press the button where its key goes up.
      onKeyUp={(e) => e.key === ' ' && e.preventDefault()}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className="instance-stripe" style={{ background: color ?? 'var(--mantine-color-gray-5)' }} />
      {isFar ? <span className="instance-far"><bdi className="instance-name">{name}</bdi></span> : (
        <span className="instance-body">
          <span className="instance-top">
            {role === 'primary' && <span aria-hidden className="crown">★</span>}
            <bdi className="instance-name" title={`${name} ${id}`}>{name}</bdi>
            {isSelected && <span aria-hidden className="instance-tick">✓</span>}
          </span>
          <Facts instance={instance} t={t} />
          <span className="instance-marks">
            {marksOf(instance, t).map((mark) => <span key={mark.symbol + mark.text} className="mark" data-color={mark.color} title={mark.text}>{mark.symbol}</span>)}
            {tags?.map((tag) => <bdi key={tag.name} className="mark tag" title={`${tag.name}=${tag.value}`}>{tag.value ? `${tag.name}=${tag.value}` : tag.name}</bdi>)}
          </span>
        </span>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </button>
  );
});

function Facts({ instance: { snapshot, role }, t }: { instance: InstanceView; t: Translate }) {
  const lag = snapshot.lagSeconds;
  return (
    <span className="instance-facts">
      <span className="instance-role">{t(`role.${role}`)}</span>
      <bdi className="instance-version" title={snapshot.version}>{snapshot.version.split('-')[0]}</bdi>
      {snapshot.dataCenter && <bdi className="instance-version" title={snapshot.dataCenter}>{snapshot.dataCenter}</bdi>}
      {lag !== null && role !== 'primary' && <span data-late={lag > 10 || undefined} className="instance-lag">{duration(lag * 1000).replace('0 ms', '0 s')}</span>}
    </span>
  );
}
