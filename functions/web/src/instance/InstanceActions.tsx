import { Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { keyText } from '../api/key';
import type { ClusterSummary, InstanceView } from '../api/types';
import { ActionButton } from '../common/ActionButton';
import { useT } from '../i18n/I18n';
import { ActionDialog, type InstanceAction } from './ActionDialog';
import { preconditions } from './preconditions';

const byAgent = ['startServer', 'stopServer', 'restartServer', 'build', 'switchOver'] as const;

export function InstanceActions({ cluster, instance, onMove }: { cluster: ClusterSummary; instance: InstanceView; onMove: () => void }) {
  const t = useT();
  const [, navigate] = useLocation();
  const [action, setAction] = useState<InstanceAction | null>(null);
  const plan = `/clusters/${encodeURIComponent(cluster.clusterId)}/plan`;
  const address = encodeURIComponent(keyText(instance.key));
  const why = (name: keyof typeof preconditions) => {
    const reason = preconditions[name](instance, cluster);
    return reason && t(reason);
  };
  return (
    <section>
      <Title order={2} size="h5" mb={6}>{t('instance.actions')}</Title>
      <Group gap={6}>
        <ActionButton role="operator" refusal={why('relocate')} onClick={onMove}>{t('action.relocate')}</ActionButton>
        <ActionButton role="operator" refusal={why('takeover')} variant="light" onClick={() => navigate(`${plan}?takeover=${address}`)}>{t('action.takeover')}</ActionButton>
        <Link className="nav-link" href={`${plan}?failed=${address}`}>{t('action.whatIf')}</Link>
        {instance.downtime
          ? <ActionButton role="operator" variant="default" onClick={() => setAction('endDowntime')}>{t('action.endDowntime')}</ActionButton>
          : <ActionButton role="operator" variant="default" onClick={() => setAction('downtime')}>{t('action.downtime')}</ActionButton>}
        {instance.maintenance
          ? <ActionButton role="operator" variant="default" onClick={() => setAction('endMaintenance')}>{t('action.endMaintenance')}</ActionButton>
          : <ActionButton role="operator" variant="default" onClick={() => setAction('maintenance')}>{t('action.maintenance')}</ActionButton>}
        <ActionButton role="operator" variant="default" onClick={() => setAction('rule')}>{t('action.rule')}</ActionButton>
        <ActionButton role="operator" variant="default" refusal={why('start')} onClick={() => setAction('startReplica')}>{t('action.startReplica')}</ActionButton>
        <ActionButton role="operator" variant="default" refusal={why('stop')} onClick={() => setAction('stopReplica')}>{t('action.stopReplica')}</ActionButton>
        <ActionButton role="operator" variant="default" refusal={why('restart')} onClick={() => setAction('restartReplica')}>{t('action.restartReplica')}</ActionButton>
        <ActionButton role="operator" variant="default" refusal={why('readOnly')} onClick={() => setAction('setReadOnly')}>{t('action.setReadOnly')}</ActionButton>
        <ActionButton role="operator" variant="default" refusal={why('writable')} onClick={() => setAction('setWriteable')}>{t('action.setWriteable')}</ActionButton>
        {instance.isDemoted && <ActionButton role="operator" variant="default" color="orange" onClick={() => setAction('rejoin')}>{t('action.rejoin')}</ActionButton>}
        <ActionButton role="operator" variant="default" onClick={() => setAction('tag')}>{t('action.tag')}</ActionButton>
        <ActionButton role="operator" variant="default" color="red" onClick={() => setAction('forget')}>{t('action.forget')}</ActionButton>
      </Group>
      {instance.key.engine !== 'mysql' && (
        <Group gap={6} mt={6} role="group" aria-label={t('instance.byAgent')}>
          <Text size="sm" c="dimmed">{t('instance.byAgent')}</Text>
          {byAgent.filter((name) => name !== 'switchOver' || instance.key.engine === 'opengauss').map((name) => (
            <ActionButton key={name} role="operator" variant="default" refusal={why(name)} onClick={() => setAction(name)}>{t(`action.${name}`)}</ActionButton>
          ))}
        </Group>
      )}
      {action && <ActionDialog action={action} instance={instance} onClose={() => setAction(null)} />}
    </section>
  );
}
