import { Badge, CloseButton, Group, Title } from '@mantine/core';
import { paths } from '../api/paths';
import { useTags } from '../api/queries';
import type { InstanceView } from '../api/types';
import { ErrorNotice } from '../common/ErrorNotice';
import { useChange } from '../common/useChange';
import { useMay } from '../common/useMay';
import { useT } from '../i18n/I18n';

export function Tags({ instance }: { instance: InstanceView }) {
  const t = useT();
  const mayNot = useMay('operator');
  const tags = useTags(instance.key).data;
  const remove = useChange();
  if (!tags || tags.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h5" mb={4}>{t('instance.tags')}</Title>
      <ErrorNotice error={remove.error} />
      <Group gap={6}>
        {tags.map((tag) => (
          <Badge key={tag.name} variant="light" tt="none" maw="100%" rightSection={<CloseButton size="xs" disabled={mayNot !== null} title={mayNot ?? undefined} aria-label={t('action.removeTag', { tag: tag.name })} onClick={() => remove.mutate({ method: 'DELETE', path: paths.instance(instance.key, `/tags/${encodeURIComponent(tag.name)}`) })} />}>
            <bdi>{tag.name}={tag.value}</bdi>
          </Badge>
        ))}
      </Group>
    </section>
  );
}
