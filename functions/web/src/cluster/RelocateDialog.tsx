import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { keyText } from '../api/key';
import { paths } from '../api/paths';
import { useOperationPlan } from '../api/queries';
import type { InstanceView, OperationResource } from '../api/types';
import { ActionButton } from '../common/ActionButton';
import { ErrorNotice } from '../common/ErrorNotice';
import { Loaded } from '../common/Loaded';
import { useChange } from '../common/useChange';
import { useT } from '../i18n/I18n';
import { OperationPlanView } from '../plan/OperationPlanView';
import { RunProgress } from '../plan/RunProgress';

/** The dry run of a move, the button that does it, and then what becomes of it. */
export function RelocateDialog({ clusterId, instance, target, onClose }: { clusterId: string; instance: InstanceView; target: InstanceView; onClose: () => void }) {
  const t = useT();
  const body = { kind: 'relocate', instance: keyText(instance.key), below: keyText(target.key) };
  const [uid, setUid] = useState<string | null>(null);
  const plan = useOperationPlan(clusterId, uid ? null : body);
  const start = useChange<OperationResource>((run) => setUid(run.uid));
  return (
    <Modal opened onClose={onClose} size="lg" title={<bdi className="untrusted">{t('relocate.title', { instance: body.instance, target: body.below })}</bdi>} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        {uid ? <RunProgress uid={uid} /> : <Loaded query={plan}>{(p) => <OperationPlanView plan={p} />}</Loaded>}
        <ErrorNotice error={start.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{uid ? t('close') : t('cancel')}</Button>
          {!uid && <ActionButton size="sm" role="operator" loading={start.isPending} disabled={!plan.data?.isExecutable} onClick={() => start.mutate({ path: paths.cluster(clusterId, '/operations'), body })}>{t('plan.confirm')}</ActionButton>}
        </Group>
      </Stack>
    </Modal>
  );
}
