import { Badge } from '@mantine/core';
import { useT } from '../i18n/I18n';
import type { MessageName } from '../i18n/en';

const colors: Record<string, string> = { running: 'blue', accepted: 'blue', succeeded: 'green', partlySucceeded: 'yellow', failed: 'red', refused: 'orange', superseded: 'gray', cancelled: 'gray' };

export function StatusBadge({ status }: { status: string }) {
  const t = useT();
  return (
    <Badge color={colors[status] ?? 'gray'} variant="light">
      {status in colors ? t(`status.${status}` as MessageName) : status}
    </Badge>
  );
}
