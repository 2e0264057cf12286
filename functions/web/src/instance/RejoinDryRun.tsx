import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { dryRun } from '../api/client';
import { keyText } from '../api/key';
import { paths } from '../api/paths';
import type { InstanceView, RejoinView } from '../api/types';
import { Loaded } from '../common/Loaded';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';

/** What would be discarded if a former primary was set back, and why it has not rejoined by itself. */
export function RejoinDryRun({ instance }: { instance: InstanceView }) {
  const t = useT();
  const path = paths.instance(instance.key, '/rejoin');
  const plan = useQuery({ queryKey: ['rejoin', path], queryFn: ({ signal }) => dryRun<RejoinView>(path, undefined, signal), retry: false });
  return (
    <Loaded query={plan}>
      {(p) => (
        <Stack gap={6}>
          <Text><Name text={t('action.rejoinHelp', { source: p.source ? keyText(p.source) : '–' })} /></Text>
          <Text c="red" fw={600} className="untrusted">{p.discarded ?? t('action.rejoinUnknown')}{p.discarded === '' && t('action.rejoinNothing')}</Text>
          {p.problem && <Text size="sm" c="dimmed" className="untrusted">{p.problem}</Text>}
        </Stack>
      )}
    </Loaded>
  );
}
