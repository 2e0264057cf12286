import { Card, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { keyText } from '../api/key';
import { paths } from '../api/paths';
import type { ClusterSummary, OperationResource, RecoveryPlan } from '../api/types';
import { ActionButton } from '../common/ActionButton';
import { ErrorNotice } from '../common/ErrorNotice';
import { useChange } from '../common/useChange';
import { useT } from '../i18n/I18n';

/** Hands the primary's role over, after somebody typed which cluster they mean. */
export function TakeoverConfirm({ cluster, plan, onStarted }: { cluster: ClusterSummary; plan: RecoveryPlan; onStarted: (uid: string) => void }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const start = useChange<OperationResource>((run) => onStarted(run.uid));
  const to = keyText(plan.candidate!);
  return (
    <Card withBorder>
      <Stack component="form" onSubmit={(e) => e.preventDefault()}>
        <Text>{t('plan.typeHelp')}</Text>
        <TextInput maw={420} label={<bdi className="untrusted">{t('plan.typeName', { name: cluster.alias })}</bdi>} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} autoComplete="off" />
        <ErrorNotice error={start.error} />
        <Group>
          <ActionButton type="submit" size="sm" role="operator" refusal={plan.blockers[0]?.reason ?? null} disabled={typed !== cluster.alias} loading={start.isPending} onClick={() => start.mutate({ path: paths.cluster(cluster.clusterId, '/takeover'), body: { to } })}>
            {t('plan.takeoverNow')}
          </ActionButton>
        </Group>
      </Stack>
    </Card>
  );
}
