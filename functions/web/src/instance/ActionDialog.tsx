import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { keyText } from '../api/key';
import { paths } from '../api/paths';
import { useInstanceOperationPlan } from '../api/queries';
import type { InstanceView, OperationResource } from '../api/types';
import { ErrorNotice } from '../common/ErrorNotice';
import { useChange, type Change } from '../common/useChange';
import { useT } from '../i18n/I18n';
import type { MessageName } from '../i18n/en';
import { RunProgress } from '../plan/RunProgress';
import { OperationDryRun } from './OperationDryRun';
import { RejoinDryRun } from './RejoinDryRun';

const operations = { startReplica: 'start-replica', stopReplica: 'stop-replica', restartReplica: 'restart-replica', setReadOnly: 'set-read-only', setWriteable: 'set-writeable', startServer: 'start', stopServer: 'stop', restartServer: 'restart', build: 'build', switchOver: 'switchover' } as const;

type Operation = keyof typeof operations;
export type InstanceAction = Operation | 'downtime' | 'endDowntime' | 'maintenance' | 'endMaintenance' | 'rejoin' | 'rule' | 'tag' | 'forget';

const isOperation = (action: InstanceAction): action is Operation => action in operations;

interface Values {
  reason: string;
  duration: string;
  rule: string;
  name: string;
  value: string;
}

function changeOf(action: InstanceAction, i: InstanceView, v: Values): Change {
  const at = (rest: string) => paths.instance(i.key, rest);
  if (isOperation(action)) return { path: at(`/${operations[action]}?wait=0`) };
  switch (action) {
    case 'downtime':
      return { path: at('/downtime'), body: { reason: v.reason, duration: v.duration } };
    case 'endDowntime':
      return { method: 'DELETE', path: at('/downtime') };
    case 'maintenance':
      return { path: at('/maintenance'), body: { reason: v.reason } };
    case 'endMaintenance':
      return { method: 'DELETE', path: at('/maintenance') };
    case 'rejoin':
      return { path: at('/rejoin') };
    case 'rule':
      return { path: at('/candidate'), body: { rule: v.rule } };
    case 'tag':
      return { path: at('/tags'), body: { name: v.name, value: v.value } };
    case 'forget':
      return { method: 'DELETE', path: at('') };
  }
}

export function ActionDialog({ action, instance, onClose }: { action: InstanceAction; instance: InstanceView; onClose: () => void }) {
  const t = useT();
  const [values, setValues] = useState<Values>({ reason: '', duration: '30m', rule: 'prefer', name: '', value: '' });
  const [uid, setUid] = useState<string | null>(null);
  // An operation's steps stay in sight until somebody has seen how it ended; everything else is done at once.
  const send = useChange<OperationResource | undefined>((run) => {
    if (isOperation(action) && run) setUid(run.uid);
    else onClose();
  });
  const field = (name: keyof Values) => ({ value: values[name], onChange: (e: { currentTarget: { value: string } }) => setValues({ ...values, [name]: e.currentTarget.value }) });
  const needsReason = action === 'downtime' || action === 'maintenance';
  const isRefused = useInstanceOperationPlan(instance.key, isOperation(action) && !uid ? operations[action] : null).data?.isExecutable === false;
  const isReady = !isRefused && (!needsReason || values.reason.trim() !== '') && (action !== 'tag' || values.name.trim() !== '');
  const name = t(`action.${action}` as MessageName).replace(/ …$/, '');
  return (
    <Modal opened onClose={onClose} size={isOperation(action) ? 'lg' : undefined} title={<bdi className="untrusted">{t('action.title', { action: name, instance: keyText(instance.key) })}</bdi>} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack component="form" onSubmit={(e) => { e.preventDefault(); if (isReady && !uid && !send.isPending) send.mutate(changeOf(action, instance, values)); }}>
        {needsReason && <TextInput label={t('action.reason')} required data-autofocus {...field('reason')} />}
        {action === 'downtime' && <NativeSelect label={t('action.duration')} data={['10m', '30m', '1h', '4h', '24h', '2d', '7d']} {...field('duration')} />}
        {action === 'rule' && (
          <NativeSelect label={t('field.promotion')} {...field('rule')} data={[{ value: 'prefer', label: t('rule.prefer') }, { value: 'neutral', label: t('rule.neutral') }, { value: 'prefer_not', label: t('rule.preferNot') }, { value: 'must_not', label: t('rule.mustNot') }]} />
        )}
        {action === 'tag' && <><TextInput label={t('action.name')} required data-autofocus {...field('name')} /><TextInput label={t('action.value')} {...field('value')} /></>}
        {action === 'forget' && <Text>{t('action.forgetHelp')}</Text>}
        {action === 'rejoin' && <RejoinDryRun instance={instance} />}
        {isOperation(action) && (uid ? <RunProgress uid={uid} /> : <OperationDryRun instance={instance} kind={operations[action]} />)}
        <ErrorNotice error={send.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t(uid ? 'close' : 'cancel')}</Button>
          {!uid && <Button type="submit" loading={send.isPending} disabled={!isReady}>{t('action.confirm')}</Button>}
        </Group>
      </Stack>
    </Modal>
  );
}
