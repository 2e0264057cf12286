import { Card, Group, NativeSelect, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { keyText } from '../api/key';
import { useCluster, usePlan } from '../api/queries';
import { Loaded } from '../common/Loaded';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';
import { RecoverConfirm } from './RecoverConfirm';
import { RecoveryPlanView } from './RecoveryPlanView';
import { RunProgress } from './RunProgress';
import { TakeoverConfirm } from './TakeoverConfirm';

/** What would happen if an instance died now, or if the primary handed its role over. */
export function PlanPage({ id }: { id: string }) {
  const t = useT();
  const [params, setParams] = useSearchParams();
  // What was started stays in sight: the plan that it came from no longer holds once it runs.
  const [started, setStarted] = useState<string | null>(null);
  const detail = useCluster(id);
  const isTakeover = params.has('takeover');
  const primary = detail.data?.cluster.primary;
  const failed = params.get('failed') ?? (primary ? keyText(primary) : '');
  const takeover = params.get('takeover') || 'auto';
  const plan = usePlan(id, isTakeover ? { takeover } : { failed });
  const members = detail.data?.members ?? [];
  const options = members.map((m) => ({ value: keyText(m.key), label: `${keyText(m.key)} (${t(`role.${m.role}`)})` }));
  return (
    <Stack>
      <Group><Link className="link" href={`/clusters/${encodeURIComponent(id)}`}><Name text={detail.data?.cluster.alias ?? id} /></Link></Group>
      <Title order={1} size="h2">{t('plan.title')}</Title>
      <Group align="end">
        <SegmentedControl aria-label={t('plan.question')} value={isTakeover ? 'takeover' : 'failed'} onChange={(v) => setParams(v === 'takeover' ? { takeover: 'auto' } : { failed })} data={[{ value: 'failed', label: t('plan.dies') }, { value: 'takeover', label: t('plan.takeover') }]} />
        {isTakeover
          ? <NativeSelect label={t('plan.newPrimary')} value={takeover} onChange={(e) => setParams({ takeover: e.currentTarget.value })} data={[{ value: 'auto', label: t('plan.auto') }, ...options.filter((o) => !primary || o.value !== keyText(primary))]} />
          : <NativeSelect label={t('plan.instance')} value={failed} onChange={(e) => setParams({ failed: e.currentTarget.value })} data={options} />}
      </Group>
      {started && <Card withBorder><RunProgress uid={started} /></Card>}
      {plan.isPlaceholderData && <Text c="dimmed">{t('loading')}</Text>}
      {!started && (
        <Loaded query={plan}>
          {(p) => (
            <>
              <RecoveryPlanView plan={p} />
              {!isTakeover && detail.data && failed && <RecoverConfirm key={failed} detail={detail.data} failed={failed} onStarted={setStarted} />}
              {isTakeover && detail.data && p.candidate && <TakeoverConfirm cluster={detail.data.cluster} plan={p} onStarted={setStarted} />}
            </>
          )}
        </Loaded>
      )}
    </Stack>
  );
}
