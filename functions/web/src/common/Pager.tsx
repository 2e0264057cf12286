import { Button, Group, Text } from '@mantine/core';
import { useT } from '../i18n/I18n';

export function Pager({ page, size, total, onPage }: { page: number; size: number; total: string; onPage: (page: number) => void }) {
  const t = useT();
  const last = total.endsWith('+') ? Infinity : Math.max(0, Math.ceil(Number(total) / size) - 1);
  if (last <= 0) return null;
  return (
    <Group gap="sm" mt="md">
      <Button variant="default" size="compact-sm" disabled={page <= 0} onClick={() => onPage(page - 1)}>
        {t('list.previous')}
      </Button>
      <Text size="sm">{t('list.page', { page: page + 1 })}</Text>
      <Button variant="default" size="compact-sm" disabled={page >= last} onClick={() => onPage(page + 1)}>
        {t('list.next')}
      </Button>
    </Group>
  );
}
