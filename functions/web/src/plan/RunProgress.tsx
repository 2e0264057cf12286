import { Alert, Group, List, Loader, Stack, Title } from '@mantine/core';
import { Link } from 'wouter';
import { useOperation } from '../api/queries';
import { ErrorNotice } from '../common/ErrorNotice';
import { Name } from '../common/Name';
import { StatusBadge } from '../common/StatusBadge';
import { useT } from '../i18n/I18n';
import { Timeline } from '../recovery/Timeline';

/** What becomes of something that was asked for. */
export function RunProgress({ uid }: { uid: string }) {
  const t = useT();
  const query = useOperation(uid);
  const run = query.data;
  return (
    <Stack gap="sm" aria-live="polite">
      <ErrorNotice error={query.error} />
      {run && (
        <>
          <Group>
            {!run.isDone && <Loader size="sm" aria-label={t('plan.running')} />}
            <Title order={3} size="h5">{run.isDone ? (run.status === 'succeeded' ? t('plan.done') : t('plan.failed')) : t('plan.running')}</Title>
            <StatusBadge status={run.status} />
          </Group>
          {run.errors.length > 0 && <Alert color="red" title={t('recovery.errors')}><List>{run.errors.map((e) => <List.Item key={e}><Name text={e} /></List.Item>)}</List></Alert>}
          <Timeline steps={run.steps} isRunning={!run.isDone} />
          {run.recovery && <Link className="link" href={`/recoveries/${encodeURIComponent(run.uid)}`}>{t('recovery.timeline')}</Link>}
        </>
      )}
    </Stack>
  );
}
