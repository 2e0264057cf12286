import { Alert, Group, Stack } from '@mantine/core';
import { Link } from 'wouter';
import { useMe, useSettings } from '../api/queries';
import { When } from '../common/When';
import { useT } from '../i18n/I18n';
import { useLive } from './LiveContext';

/** What holds for everything that is seen below. */
export function Banner() {
  const t = useT();
  const live = useLive();
  const settings = useSettings().data;
  const me = useMe().data;
  return (
    <Stack gap="xs" mb={live === 'lost' || settings?.areRecoveriesDisabled || me?.isReadOnly ? 'md' : 0} aria-live="polite">
      {live === 'lost' && <Alert color="red" variant="filled" p="xs">{t('banner.lost')}</Alert>}
      {settings?.areRecoveriesDisabled && (
        <Alert color="orange" variant="light" p="xs">
          <Group gap="sm">
            <strong>{t('banner.recoveriesOff')}</strong>
            {settings.changedBy && <bdi className="untrusted">{settings.changedBy}</bdi>}
            {settings.changedAt && <When at={settings.changedAt} />}
            <Link className="link" href="/status">{t('banner.switchOn')}</Link>
          </Group>
        </Alert>
      )}
      {me?.isReadOnly && <Alert color="gray" p="xs">{t('banner.readOnly')}</Alert>}
    </Stack>
  );
}
