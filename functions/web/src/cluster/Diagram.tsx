import '@xyflow/react/dist/style.css';
import './topology.css';
import { useComputedColorScheme } from '@mantine/core';
import { Background, Controls, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow, type Edge, type Node } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { keyText } from '../api/key';
import type { InstanceView, TagView } from '../api/types';
import { useT } from '../i18n/I18n';
import { NodeActionsContext } from './actions';
import { compact } from './compact';
import { dataCenterColors } from './dataCenters';
import { judgeDrop } from './drop';
import { DropHint } from './DropHint';
import { chosenOf, judgeGroup } from './group';
import { GroupDropHint } from './GroupDropHint';
import { GroupNode } from './GroupNode';
import { InstanceNode } from './InstanceNode';
import { keep } from './keep';
import { layout, nodeHeight, nodeWidth, zoomFor } from './layout';
import { healthOf } from './marks';
import { shortNames } from './names';
import { buildForest } from './tree';

// The library styles nodes of its own type 'group'.
const nodeTypes = { instance: InstanceNode, bundle: GroupNode };
const mapColors = { ok: '#8ccfa0', warning: '#f5b34c', error: '#e03131', muted: '#adb5bd' };
const size = { width: nodeWidth, height: nodeHeight, measured: { width: nodeWidth, height: nodeHeight } };
const view = { padding: 0.12, maxZoom: 1.1 };

interface Props {
  clusterId: string;
  members: InstanceView[];
  tags: ReadonlyMap<string, TagView[]> | undefined;
  isCompact: boolean;
  chosen: string;
  selected: ReadonlySet<string>;
  mayDrag: boolean;
  onOpen: (instance: InstanceView) => void;
  onToggle: (id: string) => void;
  onDrop: (instances: InstanceView[], target: InstanceView) => void;
}

function Flow({ clusterId, members, tags, isCompact, chosen, selected, mayDrag, onOpen, onToggle, onDrop }: Props) {
  const t = useT();
  const scheme = useComputedColorScheme('light');
  const flow = useReactFlow();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [dragged, setDragged] = useState<{ id: string; x: number; y: number; target: string | null } | null>(null);
  const cache = useRef(new Map<string, Node>());
  const byId = useMemo(() => new Map(members.map((m) => [keyText(m.key), m])), [members]);
  const placed = useMemo(() => layout(compact(buildForest(members), isCompact, open)), [members, isCompact, open]);
  const colors = useMemo(() => dataCenterColors(members.map((m) => m.snapshot.dataCenter)), [members]);
  const names = useMemo(() => shortNames(members.map((m) => m.key)), [members]);
  const actions = useMemo(() => ({ open: onOpen, toggle: onToggle, openGroup: (id: string) => setOpen((before) => new Set([...before, id])) }), [onOpen, onToggle]);
  const shape = placed.map((p) => p.item.id).join();
  useEffect(() => void flow.fitView(view), [flow, shape]);

  const [begin] = useState(() => ({ x: 0, y: 0, zoom: zoomFor(placed, window.innerWidth, window.innerHeight) }));

  // Whoever takes one of the chosen takes all of them.
  const withIt = (id: string): InstanceView[] => {
    const one = byId.get(id);
    return !one ? [] : selected.has(id) ? chosenOf(members, selected) : [one];
  };
  const group = dragged ? withIt(dragged.id) : [];
  const target = dragged?.target ? byId.get(dragged.target) : undefined;
  const single = group.length === 1 && target ? judgeDrop(members, group[0]!, target) : null;
  const several = group.length > 1 && target ? judgeGroup(members, group, target) : null;
  const may = single ? single.may : several ? several.movers.length > 0 : null;

  const nodes: Node[] = placed.map(({ item, x, y }) => {
    if (item.kind === 'group') {
      return keep(cache.current, { id: item.id, type: 'bundle', position: { x, y }, draggable: false, focusable: false, ...size, data: { size: item.members.length, dataCenter: item.dataCenter, group: item.id, color: colors.get(item.dataCenter) } });
    }
    const { instance } = item.node;
    return keep(cache.current, {
      id: item.id, type: 'instance', draggable: mayDrag, focusable: false, ...size,
      position: dragged?.id === item.id ? { x: dragged.x, y: dragged.y } : { x, y },
      data: { instance, name: names.get(item.id) ?? item.id, color: colors.get(instance.snapshot.dataCenter), drop: may !== null && dragged?.target === item.id ? (may ? 'ok' : 'no') : null, isChosen: chosen === item.id, isSelected: selected.has(item.id), tags: tags?.get(item.id) },
    });
  });
  const edges = useMemo<Edge[]>(() => placed.flatMap(({ item, parent, isBehind }) => {
    if (!parent) return [];
    const isBroken = item.kind === 'single' && healthOf(item.node.instance) === 'error';
    return [{ id: `${parent}>${item.id}`, source: parent, target: item.id, focusable: false, style: { strokeWidth: 2, stroke: isBroken ? '#e03131' : '#74b3c2', opacity: isBehind && !isBroken ? 0.2 : 1, ...(isBroken ? { strokeDasharray: '6 5' } : {}) } }];
  }), [placed]);

  function over(node: Node): string | null {
    const x = node.position.x + nodeWidth / 2;
    const y = node.position.y + nodeHeight / 2;
    return placed.find((p) => p.item.kind === 'single' && p.item.id !== node.id && x >= p.x && x <= p.x + nodeWidth && y >= p.y && y <= p.y + nodeHeight)?.item.id ?? null;
  }

  return (
    <NodeActionsContext value={actions}>
      <div className="diagram" style={{ position: 'relative' }} data-testid="diagram">
        {single && target && <DropHint clusterId={clusterId} instance={group[0]!} target={target} verdict={single} />}
        {several && target && <GroupDropHint target={target} verdict={several} />}
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          colorMode={scheme}
          fitView
          fitViewOptions={view}
          defaultViewport={begin}
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
            const below = onto ? byId.get(onto) : undefined;
            if (below) onDrop(withIt(node.id), below);
          }}
        >
          <Background gap={24} />
          <Controls showInteractive={false} aria-label={t('cluster.fit')} />
          {placed.length > 12 && <MiniMap pannable zoomable ariaLabel={t('cluster.map')} nodeColor={(n) => { const m = byId.get(n.id); return m ? mapColors[healthOf(m)] : mapColors.ok; }} />}
        </ReactFlow>
      </div>
    </NodeActionsContext>
  );
}

export function Diagram(props: Props) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}
