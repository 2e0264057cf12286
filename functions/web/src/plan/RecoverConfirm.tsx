import { Card, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { keyText, sameKey } from '../api/key';
import { paths } from '../api/paths';
import { useRefusal } from '../api/queries';
import type { ClusterDetail, OperationResource } from '../api/types';
import { ActionButton } from '../common/ActionButton';
import { ErrorNotice } from '../common/ErrorNotice';
import { useChange } from '../common/useChange';
import { useMay } from '../common/useMay';
import { useT } from '../i18n/I18n';

/** Starts by hand what the plan shows, after somebody typed which cluster they mean. What the service would refuse is not offered, with its reason. */
export function RecoverConfirm({ detail: { cluster, members }, failed, onStarted }: { detail: ClusterDetail; failed: string; onStarted: (uid: string) => void }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const mayNot = useMay('operator');
  const start = useChange<OperationResource>((run) => onStarted(run.uid));
  const isPrimary = members.some((m) => keyText(m.key) === failed && sameKey(m.key, cluster.primary));
  const recover = { path: paths.cluster(cluster.clusterId, '/recover'), body: { instance: failed } };
  const force = { path: paths.cluster(cluster.clusterId, '/force-failover'), body: {} };
  const refusal = useRefusal(recover.path, recover.body, mayNot === null && failed !== '');
  const forceRefusal = useRefusal(force.path, force.body, mayNot === null && isPrimary);
  const isMeant = typed === cluster.alias;
  return (
    <Card withBorder component="section" aria-label={t('recover.title')}>
      <Stack component="form" gap="sm" onSubmit={(e) => e.preventDefault()}>
        <Title order={2} size="h4">{t('recover.title')}</Title>
        <Text size="sm">{t('recover.help')}</Text>
        {refusal && <Text size="sm" c="dimmed" className="untrusted">{refusal}</Text>}
        {isPrimary && <Text size="sm">{t('recover.forceHelp')}</Text>}
        <TextInput maw={420} label={<bdi className="untrusted">{t('plan.typeName', { name: cluster.alias })}</bdi>} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} autoComplete="off" />
        <ErrorNotice error={start.error} />
        <Group>
          <ActionButton size="sm" role="operator" refusal={refusal} disabled={!isMeant} loading={start.isPending} onClick={() => start.mutate(recover)}>{t('recover.now')}</ActionButton>
          {isPrimary && <ActionButton size="sm" role="operator" color="red" variant="outline" refusal={forceRefusal} disabled={!isMeant} loading={start.isPending} onClick={() => start.mutate(force)}>{t('recover.force')}</ActionButton>}
        </Group>
      </Stack>
    </Card>
  );
}
