import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import type { AccessRole } from '../api/types';
import { useMay } from './useMay';

interface Props extends ButtonProps {
  role: AccessRole;
  /** Why it cannot be done now, whoever asks; null where it can. */
  refusal?: string | null;
  onClick: () => void;
  type?: 'submit' | 'button';
}

/** A button for a change. Who may not, or cannot now, sees it with the reason: it stays reachable by keyboard, so that the reason is too. */
export function ActionButton({ role, refusal = null, onClick, ...rest }: Props) {
  const reason = useMay(role) ?? refusal;
  return (
    <Tooltip label={reason} disabled={!reason} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Button
        size="compact-sm"
        {...rest}
        aria-disabled={reason !== null}
        data-disabled={reason !== null || undefined}
        {...(reason ? { 'aria-description': reason } : {})}
        onClick={() => {
          if (!reason) onClick();
        }}
      />
    </Tooltip>
  );
}
