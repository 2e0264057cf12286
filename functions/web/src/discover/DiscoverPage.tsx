import { Alert, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { keyText } from '../api/key';
import type { InstanceView } from '../api/types';
import { ActionButton } from '../common/ActionButton';
import { ErrorNotice } from '../common/ErrorNotice';
import { Name } from '../common/Name';
import { useChange } from '../common/useChange';
import { useT } from '../i18n/I18n';

const engines = [{ value: 'mysql', label: 'MySQL, MariaDB, Percona' }, { value: 'postgresql', label: 'PostgreSQL' }, { value: 'opengauss', label: 'openGauss' }];

export function DiscoverPage() {
  const t = useT();
  const [address, setAddress] = useState('');
  const [engine, setEngine] = useState('mysql');
  const send = useChange<InstanceView>();
  const found = send.data;
  return (
    <Stack maw={560} component="form" onSubmit={(e) => e.preventDefault()}>
      <Title order={1} size="h2">{t('discover.title')}</Title>
      <Text>{t('discover.help')}</Text>
      <NativeSelect label={t('discover.engine')} data={engines} value={engine} onChange={(e) => setEngine(e.currentTarget.value)} />
      <TextInput label={t('discover.address')} placeholder="db1.example.com:3306" value={address} onChange={(e) => setAddress(e.currentTarget.value)} />
      <Group><ActionButton type="submit" size="sm" role="operator" disabled={!address.trim()} loading={send.isPending} onClick={() => send.mutate({ path: '/instances', engine, body: { instance: address.trim() } })}>{t('nav.discover')}</ActionButton></Group>
      <ErrorNotice error={send.error} />
      {found && <Alert color="green" role="status"><Link className="link" href={`/clusters/${encodeURIComponent(found.clusterId)}`}><Name text={t('discover.found', { instance: keyText(found.key) })} /></Link></Alert>}
    </Stack>
  );
}
