import { Button, Divider, Group, Modal, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { paths } from '../api/paths';
import type { ClusterDetail } from '../api/types';
import { ActionButton } from '../common/ActionButton';
import { ErrorNotice } from '../common/ErrorNotice';
import { useChange } from '../common/useChange';
import { useT } from '../i18n/I18n';

export function ClusterSettings({ detail, onClose }: { detail: ClusterDetail; onClose: () => void }) {
  const t = useT();
  const [, navigate] = useLocation();
  const { cluster, state } = detail;
  const [alias, setAlias] = useState(cluster.alias);
  const [isOn, setOn] = useState(!state.areRecoveriesDisabled);
  const [typed, setTyped] = useState('');
  const save = useChange(onClose);
  const forget = useChange(() => navigate('/'));
  const path = paths.cluster(cluster.clusterId, '/settings');
  return (
    <Modal opened onClose={onClose} title={<bdi className="untrusted">{t('cluster.settingsTitle', { cluster: cluster.alias })}</bdi>} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <TextInput label={t('cluster.alias')} value={alias} onChange={(e) => setAlias(e.currentTarget.value)} />
        <Switch label={t('cluster.autoRecovery')} checked={isOn} onChange={(e) => setOn(e.currentTarget.checked)} />
        <ErrorNotice error={save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('cancel')}</Button>
          <Button loading={save.isPending} onClick={() => save.mutate({ path, body: { areRecoveriesDisabled: !isOn, ...(alias === cluster.alias ? {} : { alias }) } })}>{t('action.confirm')}</Button>
        </Group>
        <Divider />
        <Text size="sm">{t('cluster.forgetHelp')}</Text>
        <TextInput label={<bdi className="untrusted">{t('plan.typeName', { name: cluster.alias })}</bdi>} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} />
        <ErrorNotice error={forget.error} />
        <ActionButton role="admin" color="red" disabled={typed !== cluster.alias} onClick={() => forget.mutate({ path: paths.cluster(cluster.clusterId, '/forget') })}>{t('cluster.forget')}</ActionButton>
      </Stack>
    </Modal>
  );
}
