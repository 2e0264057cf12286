import { Badge, Group, Stack } from '@mantine/core';
import { keyText, sameKey } from '../api/key';
import type { InstanceKey, PastTopologyView } from '../api/types';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';
import './past.css';

/** A cluster as it was, as a tree of lines. */
export function PastTree({ past, marked }: { past: PastTopologyView; marked?: InstanceKey | null }) {
  const t = useT();
  return (
    <Stack gap={4} component="ul" className="past">
      {past.instances.map(({ depth, instance }) => (
        <li key={keyText(instance.key)} className="past-line" style={{ marginInlineStart: depth * 24 }} data-marked={sameKey(instance.key, marked) || undefined} data-bad={!instance.isAnswering || undefined}>
          <Group gap={6} wrap="nowrap">
            <span aria-hidden>{instance.role === 'primary' ? '★' : '└'}</span>
            <span className="mono"><Name text={keyText(instance.key)} /></span>
            <small>{t(`role.${instance.role}`)}</small>
            <Badge size="xs" variant="default">{instance.isReadOnly ? 'RO' : 'RW'}</Badge>
            {!instance.isAnswering && <Badge size="xs" color="red">{t('mark.unreachable')}</Badge>}
            {instance.source && !instance.isReplicating && <Badge size="xs" color="orange">{t('mark.notReplicating')}</Badge>}
            {instance.dataCenter && <small className="wide-only"><Name text={instance.dataCenter} /></small>}
          </Group>
        </li>
      ))}
    </Stack>
  );
}
