import { Button, Modal, Stack, Text } from '@mantine/core';
import { keyText, sameKey } from '../api/key';
import type { InstanceView } from '../api/types';
import { useT } from '../i18n/I18n';
import { judgeDrop } from './drop';

/** The keyboard's way of dragging: a list of where an instance may go, and why not elsewhere. */
export function TargetDialog({ instance, members, onChoose, onClose }: { instance: InstanceView; members: InstanceView[]; onChoose: (target: InstanceView) => void; onClose: () => void }) {
  const t = useT();
  const name = keyText(instance.key);
  const judged = members
    .filter((m) => !sameKey(m.key, instance.key))
    .map((m) => ({ member: m, verdict: judgeDrop(members, instance, m) }))
    .sort((a, b) => Number(b.verdict.may) - Number(a.verdict.may));
  return (
    <Modal opened onClose={onClose} title={<bdi className="untrusted">{t('relocate.chooseTitle', { instance: name })}</bdi>} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="xs">
        {judged.map(({ member, verdict }) => (
          <div key={keyText(member.key)}>
            <Button fullWidth justify="flex-start" variant="default" disabled={!verdict.may} onClick={() => onChoose(member)}>
              <bdi className="short">{keyText(member.key)}</bdi>
            </Button>
            {!verdict.may && <Text size="xs" c="dimmed" className="untrusted">{t(verdict.reason, { instance: name, target: keyText(member.key) })}</Text>}
          </div>
        ))}
      </Stack>
    </Modal>
  );
}
