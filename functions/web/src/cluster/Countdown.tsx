import { duration } from '../common/time';
import { useNow } from '../common/useNow';
import { useT } from '../i18n/I18n';

export function Countdown({ until }: { until: string }) {
  const t = useT();
  const now = useNow();
  const left = Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / 1000));
  return <span className="tabular">{t('cluster.blockEnds', { time: left >= 10 ? duration(left * 1000) : `${left} s` })}</span>;
}
