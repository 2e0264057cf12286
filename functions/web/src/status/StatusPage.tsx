import { Alert, Badge, Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { setToken, getToken } from '../api/token';
import { useConfiguration, useDeliveries, useMe, useSettings } from '../api/queries';
import { useLive } from '../app/LiveContext';
import { Loaded } from '../common/Loaded';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';
import { Agents } from './Agents';
import { GlobalSwitch } from './GlobalSwitch';
import { Work } from './Work';

export function StatusPage() {
  const t = useT();
  const live = useLive();
  const hooks = useDeliveries();
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">{t('status.title')}</Title>
      <Group><Text>{t('status.connection')}</Text><Badge color={live === 'live' ? 'green' : live === 'lost' ? 'red' : 'gray'} variant="light">{t(`status.live.${live}`)}</Badge></Group>
      <section><Title order={2} size="h4">{t('status.switches')}</Title><Loaded query={useSettings()}>{(s) => <GlobalSwitch settings={s} />}</Loaded></section>
      <section>
        <Title order={2} size="h4">{t('status.me')}</Title>
        <Loaded query={useMe()}>
          {(me) => (
            <Stack gap={4}>
              <Text>{t('status.name')}: <Name text={me.name ?? t('me.anonymous')} /> ({me.method})</Text>
              <Text>{t('status.roleEverywhere')}: <strong>{t(`role.${me.role}`)}</strong></Text>
              {(['viewer', 'operator', 'admin'] as const).map((role) => {
                const has = ['viewer', 'operator', 'admin'].indexOf(role) <= ['viewer', 'operator', 'admin'].indexOf(me.role);
                return <Text key={role} size="sm" c={has ? undefined : 'dimmed'}>{has ? '✓' : '✕'} {t(`role.${role}`)}: {t(`status.may.${role}`)}</Text>;
              })}
              {getToken() && <Group><Button variant="default" size="compact-sm" onClick={() => { setToken(null); location.reload(); }}>{t('me.signOut')}</Button></Group>}
            </Stack>
          )}
        </Loaded>
      </section>
      <section>
        <Title order={2} size="h4">{t('status.webhooks')}</Title>
        <Loaded query={hooks}>
          {(list) => list.length === 0 ? <Text c="dimmed">{t('recovery.hooksNone')}</Text> : (
            <Table><Table.Tbody>{list.map((h) => <Table.Tr key={h.name}><Table.Td><Name text={h.name} /></Table.Td><Table.Td><Name text={h.url} /></Table.Td><Table.Td>{t('recovery.hooksWaiting', { queued: h.queued, dead: h.dead })}</Table.Td></Table.Tr>)}</Table.Tbody></Table>
          )}
        </Loaded>
      </section>
      <section><Title order={2} size="h4">{t('work.title')}</Title><Work /></section>
      <section><Title order={2} size="h4">{t('agents.title')}</Title><Agents /></section>
      <section><Title order={2} size="h4">{t('status.configuration')}</Title><Configuration /></section>
    </Stack>
  );
}

function Configuration() {
  const t = useT();
  const [filter, setFilter] = useState('');
  return (
    <Loaded query={useConfiguration()}>
      {(c) => (
        <Stack>
          {c.notes.length > 0 && <Alert color="orange" title={t('status.notes')}>{c.notes.map((n, i) => <div key={i}><Name text={`${n.key} ${n.text} ${n.place}`.trim()} /></div>)}</Alert>}
          <TextInput type="search" maw={400} aria-label={t('list.filter')} placeholder={t('list.filter')} value={filter} onChange={(e) => setFilter(e.currentTarget.value)} />
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t('status.configuration')} style={{ maxHeight: 420, overflow: 'auto' }}>
            <Table miw={500} verticalSpacing={3}>
              <Table.Thead><Table.Tr><Table.Th>{t('status.key')}</Table.Th><Table.Th>{t('status.value')}</Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>{Object.entries(c.keys as Record<string, string>).filter(([k]) => k.toLowerCase().includes(filter.toLowerCase())).map(([k, v]) => <Table.Tr key={k}><Table.Td className="mono">{k}</Table.Td><Table.Td><Name text={v} /></Table.Td></Table.Tr>)}</Table.Tbody>
            </Table>
          </div>
        </Stack>
      )}
    </Loaded>
  );
}
