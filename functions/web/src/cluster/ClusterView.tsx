import { Badge, Group, SegmentedControl, Stack, Switch, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { keyText } from '../api/key';
import { useClusterTags } from '../api/queries';
import type { ClusterDetail, InstanceView } from '../api/types';
import { stateColor, stateOf } from '../clusters/state';
import { ActionButton } from '../common/ActionButton';
import { Name } from '../common/Name';
import { useMay } from '../common/useMay';
import { useQueryValue } from '../common/useQueryValue';
import { useT } from '../i18n/I18n';
import { InstanceDrawer } from '../instance/InstanceDrawer';
import { ClusterState } from './ClusterState';
import { ClusterSettings } from './ClusterSettings';
import { dataCenterColors } from './dataCenters';
import { judgeDrop } from './drop';
import { chosenOf, judgeGroup } from './group';
import { MemberList } from './MemberList';
import { Moves, type Move } from './Moves';
import { SelectionBar } from './SelectionBar';

// Asked for with this module and not when it is drawn: its cluster's answer comes meanwhile.
const diagram = import('./Diagram');
const Diagram = lazy(async () => ({ default: (await diagram).Diagram }));
const many = 60;

export function ClusterView({ detail }: { detail: ClusterDetail }) {
  const t = useT();
  const [, navigate] = useLocation();
  const [chosen, choose] = useQueryValue('instance');
  const [view, setView] = useQueryValue('view');
  const [compactText, setCompact] = useQueryValue('compact');
  const [move, setMove] = useState<Move | null>(null);
  const [settings, setSettings] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const mayNot = useMay('operator');
  // A diagram that is narrower than two boxes shows nothing.
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const shown = view || (isNarrow ? 'list' : 'tree');
  const { cluster, members } = detail;
  const id = encodeURIComponent(cluster.clusterId);
  const isCompact = compactText === '' ? members.length > many : compactText === '1';
  const colors = useMemo(() => dataCenterColors(members.map((m) => m.snapshot.dataCenter)), [members]);
  const instance = members.find((m) => keyText(m.key) === chosen);
  const state = stateOf(cluster);
  const open = useCallback((i: InstanceView) => choose(keyText(i.key)), [choose]);

  const tags = useClusterTags(cluster.clusterId).data;
  const group = chosenOf(members, selected);
  const toggle = useCallback((one: string) => setSelected((before) => {
    const next = new Set(before);
    if (!next.delete(one)) next.add(one);
    return next;
  }), []);

  const drop = (dragged: InstanceView[], target: InstanceView) => {
    if (dragged.length > 1) {
      if (judgeGroup(members, dragged, target).movers.length > 0) setMove({ group: dragged, target });
      return;
    }
    const [one] = dragged;
    if (!one) return;
    const verdict = judgeDrop(members, one, target);
    if (verdict.may) setMove({ group: dragged, target });
    else if (verdict.wantsTakeover) navigate(`/clusters/${id}/plan?takeover=${encodeURIComponent(keyText(one.key))}`);
  };
  const closeMove = () => {
    if (move && move.group.length > 1 && move.target) setSelected(new Set());
    setMove(null);
  };

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Group gap="sm" style={{ minWidth: 0 }}>
          <Title order={1} size="h2" style={{ minWidth: 0 }}><Name text={cluster.alias} /></Title>
          <Badge color={stateColor[state]} variant={state === 'healthy' ? 'light' : 'filled'}>{t(`state.${state}`)}</Badge>
          <Badge variant="default" tt="none" title={t(`durability.${cluster.durability}.help`)}>{t(`durability.${cluster.durability}`)}</Badge>
        </Group>
        <Group gap="xs">
          <Link className="nav-link" href={`/clusters/${id}/plan`}>{t('cluster.plan')}</Link>
          <Link className="nav-link" href={`/recoveries?cluster=${id}`}>{t('cluster.recoveries')}</Link>
          <Link className="nav-link" href={`/clusters/${id}/history`}>{t('cluster.history')}</Link>
          <ActionButton role="operator" variant="default" onClick={() => setSettings(true)}>{t('cluster.settings')}</ActionButton>
        </Group>
      </Group>
      <ClusterState detail={detail} />
      <Group justify="space-between" gap="xs">
        <Group gap="md">
          {[...colors].map(([name, color]) => <Text key={name} size="sm" span><span className="legend-dot" style={{ background: color }} /><Name text={name} /></Text>)}
          <Text size="xs" c="dimmed" className="wide-only">{t('cluster.dragHint')} {t('group.hint')}</Text>
        </Group>
        <Group gap="sm">
          <Switch size="sm" label={t('cluster.compact')} checked={isCompact} onChange={(e) => setCompact(e.currentTarget.checked ? '1' : '0')} />
          <SegmentedControl size="xs" value={shown} onChange={setView} data={[{ value: 'tree', label: t('cluster.asTree') }, { value: 'list', label: t('cluster.asList') }]} />
        </Group>
      </Group>
      {shown === 'list' ? (
        <MemberList members={members} selected={selected} onOpen={open} onToggle={toggle} />
      ) : (
        <Suspense fallback={<div style={{ height: 400 }} />}>
          <Diagram clusterId={cluster.clusterId} members={members} tags={tags} isCompact={isCompact} chosen={chosen} selected={selected} mayDrag={mayNot === null} onOpen={open} onToggle={toggle} onDrop={drop} />
        </Suspense>
      )}
      {chosen && <InstanceDrawer cluster={cluster} address={chosen} instance={instance} onClose={() => choose('')} onMove={(i) => setMove({ group: [i], target: null })} />}
      {group.length > 0 && <SelectionBar count={group.length} onMove={() => setMove({ group, target: null })} onClear={() => setSelected(new Set())} />}
      {move && <Moves clusterId={cluster.clusterId} members={members} move={move} onTarget={(target) => setMove({ ...move, target })} onClose={closeMove} />}
      {settings && <ClusterSettings detail={detail} onClose={() => setSettings(false)} />}
    </Stack>
  );
}
