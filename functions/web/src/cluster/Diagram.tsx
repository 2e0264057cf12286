import '@xyflow/react/dist/style.css';
import './topology.css';
import { useMantineColorScheme, useComputedColorScheme } from '@mantine/core';
import { Background, Controls, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow, type Edge, type Node } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { keyText } from '../api/key';
import type { InstanceView } from '../api/types';
import { useT } from '../i18n/I18n';
import { compact } from './compact';
import { dataCenterColors } from './dataCenters';
import { judgeDrop } from './drop';
import { DropHint } from './DropHint';
import { GroupNode } from './GroupNode';
import { InstanceNode } from './InstanceNode';
import { layout, nodeHeight, nodeWidth } from './layout';
import { healthOf } from './marks';
import { shortNames } from './names';
import { buildForest } from './tree';

// The library styles nodes of its own type 'group'.
const nodeTypes = { instance: InstanceNode, bundle: GroupNode };
const mapColors = { ok: '#8ccfa0', warning: '#f5b34c', error: '#e03131', muted: '#adb5bd' };

interface Props {
  clusterId: string;
  members: InstanceView[];
  isCompact: boolean;
  chosen: string;
  mayDrag: boolean;
  onOpen: (instance: InstanceView) => void;
  onDrop: (instance: InstanceView, target: InstanceView) => void;
}

function Flow({ clusterId, members, isCompact, chosen, mayDrag, onOpen, onDrop }: Props) {
  const t = useT();
  useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const flow = useReactFlow();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [dragged, setDragged] = useState<{ id: string; x: number; y: number; target: string | null } | null>(null);
  const byId = useMemo(() => new Map(members.map((m) => [keyText(m.key), m])), [members]);
  const placed = useMemo(() => layout(compact(buildForest(members), isCompact, open)), [members, isCompact, open]);
  const colors = useMemo(() => dataCenterColors(members.map((m) => m.snapshot.dataCenter)), [members]);
  const names = useMemo(() => shortNames(members.map((m) => m.key)), [members]);
  const shape = placed.map((p) => p.item.id).join();
  useEffect(() => void flow.fitView({ padding: 0.12, maxZoom: 1.1 }), [flow, shape]);

  const dragging = dragged ? byId.get(dragged.id) : undefined;
  const target = dragged?.target ? byId.get(dragged.target) : undefined;
  const verdict = dragging && target ? judgeDrop(members, dragging, target) : null;

  const nodes: Node[] = placed.map(({ item, x, y }) => {
    const size = { width: nodeWidth, height: nodeHeight, measured: { width: nodeWidth, height: nodeHeight } };
    if (item.kind === 'group') {
      return { id: item.id, type: 'bundle', position: { x, y }, draggable: false, focusable: false, ...size, data: { group: item, color: colors.get(item.dataCenter), open: () => setOpen(new Set([...open, item.id])) } };
    }
    const { instance } = item.node;
    const isDragged = dragged?.id === item.id;
    return {
      id: item.id, type: 'instance', draggable: mayDrag, focusable: false, ...size,
      position: isDragged ? { x: dragged.x, y: dragged.y } : { x, y },
      data: { instance, name: names.get(item.id) ?? item.id, color: colors.get(instance.snapshot.dataCenter), drop: verdict && dragged?.target === item.id ? (verdict.may ? 'ok' : 'no') : null, isChosen: chosen === item.id, open: () => onOpen(instance) },
    };
  });
  const edges: Edge[] = placed.flatMap(({ item, parent }) => {
    if (!parent) return [];
    const isBroken = item.kind === 'single' && healthOf(item.node.instance) === 'error';
    return [{ id: `${parent}>${item.id}`, source: parent, target: item.id, focusable: false, style: { strokeWidth: 2, stroke: isBroken ? '#e03131' : '#74b3c2', ...(isBroken ? { strokeDasharray: '6 5' } : {}) } }];
  });

  function over(node: Node): string | null {
    const x = node.position.x + nodeWidth / 2;
    const y = node.position.y + nodeHeight / 2;
    return placed.find((p) => p.item.kind === 'single' && p.item.id !== node.id && x >= p.x && x <= p.x + nodeWidth && y >= p.y && y <= p.y + nodeHeight)?.item.id ?? null;
  }

  return (
    <div className="diagram" style={{ position: 'relative' }} data-testid="diagram">
      {dragging && target && verdict && <DropHint clusterId={clusterId} instance={dragging} target={target} verdict={verdict} />}
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        colorMode={scheme}
        fitView
        fitViewOptions={{ padding: 0.12, maxZoom: 1.1 }}
        minZoom={0.05}
        maxZoom={2}
        onlyRenderVisibleElements={placed.length > 150}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        nodeDragThreshold={5}
        proOptions={{ hideAttribution: true }}
        onNodeDrag={(_, node) => setDragged({ id: node.id, x: node.position.x, y: node.position.y, target: over(node) })}
        onNodeDragStop={(_, node) => {
          const onto = over(node);
          setDragged(null);
          const [instance, below] = [byId.get(node.id), onto ? byId.get(onto) : undefined];
          if (instance && below) onDrop(instance, below);
        }}
      >
        <Background gap={24} />
        <Controls showInteractive={false} aria-label={t('cluster.fit')} />
        {placed.length > 12 && <MiniMap pannable zoomable ariaLabel={t('cluster.map')} nodeColor={(n) => { const m = byId.get(n.id); return m ? mapColors[healthOf(m)] : mapColors.ok; }} />}
      </ReactFlow>
    </div>
  );
}

export function Diagram(props: Props) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}
