import { Button, Group, Text } from '@mantine/core';
import { ActionButton } from '../common/ActionButton';
import { useT } from '../i18n/I18n';

/** What can be done with the instances that are chosen. It stands where it is seen without scrolling, for as long as any are. */
export function SelectionBar({ count, onMove, onClear }: { count: number; onMove: () => void; onClear: () => void }) {
  const t = useT();
  return (
    <Group className="selection-bar" gap="sm" role="region" aria-label={t('group.chosen', { n: count })}>
      <Text size="sm" fw={600} role="status">{t('group.chosen', { n: count })}</Text>
      <ActionButton role="operator" onClick={onMove}>{t('group.move')}</ActionButton>
      <Button size="compact-sm" variant="subtle" onClick={onClear}>{t('group.clear')}</Button>
    </Group>
  );
}
