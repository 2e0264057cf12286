import { useI18n } from '../i18n/I18n';
import { ago } from './time';
import { useNow } from './useNow';

/** A moment: how long ago, and in full where somebody points at it. */
export function When({ at }: { at: string }) {
  const { t, language } = useI18n();
  const now = useNow(5000);
  const moment = new Date(at);
  const [name, n] = ago(moment, now);
  return (
    <time dateTime={at} title={moment.toLocaleString(language, { dateStyle: 'full', timeStyle: 'long' })}>
      {t(name, { n })}
    </time>
  );
}
