import { NativeSelect, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useI18n, type Language } from '../i18n/I18n';

export function Choices() {
  const { t, language, choose } = useI18n();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <NativeSelect size="xs" w={92} aria-label={t('nav.language')} value={language} onChange={(e) => choose(e.currentTarget.value as Language)} data={[{ value: 'en', label: 'English' }, { value: 'zh-CN', label: '简体中文' }]} />
      <NativeSelect size="xs" w={62} aria-label={t('nav.scheme')} value={colorScheme} onChange={(e) => setColorScheme(e.currentTarget.value as MantineColorScheme)} data={[{ value: 'auto', label: '◐' }, { value: 'light', label: '☀' }, { value: 'dark', label: '☾' }]} />
    </>
  );
}
