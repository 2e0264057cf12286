import { Badge, Group, SegmentedControl, Stack, Switch, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { keyText } from '../api/key';
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
import { MemberList } from './MemberList';
import { RelocateDialog } from './RelocateDialog';
import { TargetDialog } from './TargetDialog';

const Diagram = lazy(async () => ({ default: (await import('./Diagram')).Diagram }));
const many = 60;

type Move = { instance: InstanceView; target: InstanceView | null };

export function ClusterView({ detail }: { detail: ClusterDetail }) {
  const t = useT();
  const [, navigate] = useLocation();
  const [chosen, choose] = useQueryValue('instance');
  const [view, setView] = useQueryValue('view');
  const [compactText, setCompact] = useQueryValue('compact');
  const [move, setMove] = useState<Move | null>(null);
  const [settings, setSettings] = useState(false);
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

  const drop = (dragged: InstanceView, target: InstanceView) => {
    const verdict = judgeDrop(members, dragged, target);
    if (verdict.may) setMove({ instance: dragged, target });
    else if (verdict.wantsTakeover) navigate(`/clusters/${id}/plan?takeover=${encodeURIComponent(keyText(dragged.key))}`);
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
          <Text size="xs" c="dimmed" className="wide-only">{t('cluster.dragHint')}</Text>
        </Group>
        <Group gap="sm">
          <Switch size="sm" label={t('cluster.compact')} checked={isCompact} onChange={(e) => setCompact(e.currentTarget.checked ? '1' : '0')} />
          <SegmentedControl size="xs" value={shown} onChange={setView} data={[{ value: 'tree', label: t('cluster.asTree') }, { value: 'list', label: t('cluster.asList') }]} />
        </Group>
      </Group>
      {shown === 'list' ? (
        <MemberList members={members} onOpen={open} />
      ) : (
        <Suspense fallback={<div style={{ height: 400 }} />}>
          <Diagram clusterId={cluster.clusterId} members={members} isCompact={isCompact} chosen={chosen} mayDrag={mayNot === null} onOpen={open} onDrop={drop} />
        </Suspense>
      )}
      {chosen && <InstanceDrawer cluster={cluster} address={chosen} instance={instance} onClose={() => choose('')} onMove={(i) => setMove({ instance: i, target: null })} />}
      {move?.target && <RelocateDialog clusterId={cluster.clusterId} instance={move.instance} target={move.target} onClose={() => setMove(null)} />}
      {move && !move.target && <TargetDialog instance={move.instance} members={members} onChoose={(target) => setMove({ ...move, target })} onClose={() => setMove(null)} />}
      {settings && <ClusterSettings detail={detail} onClose={() => setSettings(false)} />}
    </Stack>
  );
}
