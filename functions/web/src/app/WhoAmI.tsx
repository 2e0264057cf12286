import { Badge, Tooltip } from '@mantine/core';
import { Link } from 'wouter';
import { useMe } from '../api/queries';
import { useT } from '../i18n/I18n';

export function WhoAmI() {
  const t = useT();
  const me = useMe().data;
  if (!me) return null;
  const role = t(`role.${me.role}`);
  return (
    <Tooltip label={`${me.name ?? t('me.anonymous')} · ${t('me.role', { role })}`}>
      <Link href="/status" className="nav-link" style={{ maxWidth: 200 }}>
        {me.name && <bdi className="short" style={{ maxWidth: 100 }}>{me.name}</bdi>} <Badge variant="default" tt="none">{role}</Badge>
      </Link>
    </Tooltip>
  );
}
