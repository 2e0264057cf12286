import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../common/ErrorNotice';
import { useChange } from '../common/useChange';
import { useT } from '../i18n/I18n';

/** Acknowledges with a comment. */
export function CommentDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const t = useT();
  const [comment, setComment] = useState('');
  const send = useChange(onClose);
  return (
    <Modal opened onClose={onClose} title={t('cluster.acknowledge')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <Textarea label={t('recovery.comment')} required data-autofocus value={comment} onChange={(e) => setComment(e.currentTarget.value)} />
        <ErrorNotice error={send.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('cancel')}</Button>
          <Button disabled={!comment.trim()} loading={send.isPending} onClick={() => send.mutate({ path, body: { comment } })}>{t('cluster.acknowledge')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
