import { Alert, Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { change, dryRun, get, newKey } from '../api/client';
import { keyText } from '../api/key';
import { paths } from '../api/paths';
import type { InstanceView, OperationPlan, OperationResource } from '../api/types';
import { ActionButton } from '../common/ActionButton';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';
import type { GroupVerdict } from './group';

type Fate = { state: 'waiting' | 'moving' | 'moved' } | { state: 'notMoved'; reason: string };

const colors = { waiting: 'gray', moving: 'blue', moved: 'green', notMoved: 'red' };

/** Several moves below one instance: each with what the service's dry run says of it, then one after the other. Each has a key of its own, so that none is done twice. */
export function GroupMoveDialog({ clusterId, target, verdict: { movers, left }, onClose }: { clusterId: string; target: InstanceView; verdict: GroupVerdict; onClose: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const below = keyText(target.key);
  const path = paths.cluster(clusterId, '/operations');
  // Who is moved is decided when this opens: the topology changes under it while it works.
  const [group] = useState(movers);
  const [fates, setFates] = useState<ReadonlyMap<string, Fate>>(new Map());
  const [isRunning, setRunning] = useState(false);
  const stop = useRef(false);
  const bodyOf = (i: InstanceView) => ({ kind: 'relocate', instance: keyText(i.key), below });
  const plans = useQueries({
    queries: group.map((i) => ({ queryKey: ['operation-plan', clusterId, bodyOf(i)], queryFn: ({ signal }: { signal: AbortSignal }) => dryRun<OperationPlan>(path, bodyOf(i), signal), enabled: fates.size === 0, retry: false })),
  });
  const ready = group.filter((_, n) => plans[n]!.data?.isExecutable);
  const isChecked = plans.every((p) => p.data || p.error);

  async function move(i: InstanceView): Promise<Fate> {
    try {
      let run = await change<OperationResource>('POST', path, newKey(), bodyOf(i));
      while (!run.isDone) run = await get<OperationResource>(paths.operation(run.uid, '?wait=10'));
      return run.status === 'succeeded' ? { state: 'moved' } : { state: 'notMoved', reason: run.errors.join('\n') || t(`status.${run.status}`) };
    } catch (error) {
      return { state: 'notMoved', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  async function moveAll(): Promise<void> {
    const told = new Map<string, Fate>(ready.map((i) => [keyText(i.key), { state: 'waiting' }]));
    const tell = (i: InstanceView, fate: Fate) => setFates(new Map(told.set(keyText(i.key), fate)));
    setRunning(true);
    for (const i of ready) {
      if (stop.current) break;
      tell(i, { state: 'moving' });
      tell(i, await move(i));
    }
    setRunning(false);
    void client.invalidateQueries();
  }

  return (
    <Modal opened onClose={() => { stop.current = true; onClose(); }} closeOnClickOutside={!isRunning} size="lg" title={<bdi className="untrusted">{t('group.title', { n: group.length, target: below })}</bdi>} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="sm">
        <Text size="sm">{t('group.order')}</Text>
        <Stack gap={6} component="ul" className="group-list" aria-live="polite">
          {group.map((i, n) => {
            const id = keyText(i.key);
            const fate = fates.get(id);
            const plan = plans[n]!;
            const refusal = plan.error?.message ?? plan.data?.refusals[0];
            const [word, color] = fate ? ([`group.${fate.state}`, colors[fate.state]] as const) : plan.isPending ? (['group.checking', 'gray'] as const) : refusal ? (['group.stays', 'orange'] as const) : (['group.goes', 'blue'] as const);
            return (
              <Group component="li" key={id} gap="sm" wrap="nowrap" align="start" data-instance={id} data-fate={fate?.state}>
                <Badge color={color} variant="light" miw={96}>{t(word)}</Badge>
                <div>
                  <span className="mono"><Name text={id} /></span> {!fate && plan.data && !refusal && <Text span size="xs" c="dimmed">{t('group.steps', { n: plan.data.steps.length })}</Text>}
                  {!fate && refusal && <Text size="xs"><Name text={refusal} /></Text>}
                  {fate?.state === 'notMoved' && <Text size="xs" c="red"><Name text={fate.reason} /></Text>}
                </div>
              </Group>
            );
          })}
        </Stack>
        {left.length > 0 && fates.size === 0 && (
          <Alert color="orange" title={t('plan.leftOut')}>{left.map(({ instance, reason }) => <div key={keyText(instance.key)}><Name text={t(reason, { instance: keyText(instance.key), target: below })} /></div>)}</Alert>
        )}
        <Group justify="flex-end">
          {isRunning ? <Button variant="default" onClick={() => (stop.current = true)}>{t('group.stop')}</Button> : <Button variant="default" onClick={onClose}>{fates.size > 0 ? t('close') : t('cancel')}</Button>}
          {fates.size === 0 && <ActionButton size="sm" role="operator" loading={!isChecked} disabled={ready.length === 0} onClick={() => void moveAll()}>{t('plan.confirm')}</ActionButton>}
        </Group>
      </Stack>
    </Modal>
  );
}
