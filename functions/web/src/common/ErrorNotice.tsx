import { Alert, Button } from '@mantine/core';
import { useT } from '../i18n/I18n';
import { ApiError } from '../api/ApiError';

/** What went wrong, in the service's own words. */
export function ErrorNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useT();
  if (!error) return null;
  const text = error instanceof ApiError && error.status === 0 ? t('error.unreachable') : error instanceof Error ? error.message : String(error);
  return (
    <Alert color="red" role="alert" title={t('error.title')} className="untrusted">
      {text}
      {retry && (
        <Button size="compact-sm" variant="default" mt="xs" display="block" onClick={retry}>
          {t('error.retry')}
        </Button>
      )}
    </Alert>
  );
}
