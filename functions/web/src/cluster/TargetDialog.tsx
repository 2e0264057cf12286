import { Button, Modal, Stack, Text } from '@mantine/core';
import { keyText } from '../api/key';
import type { InstanceView } from '../api/types';
import { useT } from '../i18n/I18n';
import { judgeGroup } from './group';

/** The keyboard's way of dragging: a list of where an instance, or several, may go, and why not elsewhere. */
export function TargetDialog({ group, members, onChoose, onClose }: { group: InstanceView[]; members: InstanceView[]; onChoose: (target: InstanceView) => void; onClose: () => void }) {
  const t = useT();
  const first = keyText(group[0]!.key);
  const moved = new Set(group.map((i) => keyText(i.key)));
  const judged = members
    .filter((m) => !moved.has(keyText(m.key)))
    .map((m) => ({ member: m, verdict: judgeGroup(members, group, m) }))
    .sort((a, b) => b.verdict.movers.length - a.verdict.movers.length);
  const title = group.length === 1 ? t('relocate.chooseTitle', { instance: first }) : t('group.chooseTitle', { n: group.length });
  return (
    <Modal opened onClose={onClose} title={<bdi className="untrusted">{title}</bdi>} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="xs">
        {judged.map(({ member, verdict: { movers, left } }) => {
          const target = keyText(member.key);
          const why = left[0] && t(left[0].reason, { instance: keyText(left[0].instance.key), target });
          return (
            <div key={target}>
              <Button fullWidth justify="flex-start" variant="default" disabled={movers.length === 0} onClick={() => onChoose(member)} rightSection={group.length > 1 && movers.length > 0 ? `${movers.length} / ${group.length}` : undefined}>
                <bdi className="short">{target}</bdi>
              </Button>
              {movers.length === 0 && why && <Text size="xs" c="dimmed" className="untrusted">{why}</Text>}
            </div>
          );
        })}
      </Stack>
    </Modal>
  );
}
