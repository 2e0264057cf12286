import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { SettingsView } from '../api/types';
import { ActionButton } from '../common/ActionButton';
import { ErrorNotice } from '../common/ErrorNotice';
import { useChange } from '../common/useChange';
import { useT } from '../i18n/I18n';

export function GlobalSwitch({ settings }: { settings: SettingsView }) {
  const t = useT();
  const [asks, setAsks] = useState(false);
  const isOff = settings.areRecoveriesDisabled;
  const send = useChange(() => setAsks(false));
  return (
    <Group>
      <Text>{t('status.autoRecoveries')}: <strong>{t(isOff ? 'no' : 'yes')}</strong></Text>
      <ActionButton role="admin" variant="default" onClick={() => setAsks(true)}>{isOff ? t('banner.switchOn') : t('status.switchOff')}</ActionButton>
      <Modal opened={asks} onClose={() => setAsks(false)} title={t('status.autoRecoveries')} closeButtonProps={{ 'aria-label': t('close') }}>
        <Stack>
          <Text>{t(isOff ? 'status.confirmOn' : 'status.confirmOff')}</Text>
          <ErrorNotice error={send.error} />
          <Group justify="flex-end"><Button variant="default" onClick={() => setAsks(false)}>{t('cancel')}</Button><Button color={isOff ? 'green' : 'red'} loading={send.isPending} onClick={() => send.mutate({ path: '/settings', body: { areRecoveriesDisabled: !isOff } })}>{t('action.confirm')}</Button></Group>
        </Stack>
      </Modal>
    </Group>
  );
}
