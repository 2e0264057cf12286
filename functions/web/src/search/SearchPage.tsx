import { Stack, Title } from '@mantine/core';
import { useQueryValue } from '../common/useQueryValue';
import { useT } from '../i18n/I18n';
import { SearchList } from './SearchList';

export function SearchPage() {
  const t = useT();
  const [text, setText] = useQueryValue('q');
  return <Stack maw={800}><Title order={1} size="h2">{t('search.title')}</Title><SearchList text={text} onText={setText} /></Stack>;
}
