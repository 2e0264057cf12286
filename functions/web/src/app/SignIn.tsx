import { Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { setToken } from '../api/token';
import { useT } from '../i18n/I18n';

export function SignIn({ reason }: { reason: string }) {
  const t = useT();
  const [text, setText] = useState('');
  return (
    <Stack maw={420} mx="auto" mt={80} p="md" component="form" onSubmit={(e) => { e.preventDefault(); setToken(text.trim()); location.reload(); }}>
      <Title order={1} size="h2">{t('app.title')}</Title>
      <Text>{t('me.tokenHelp')}</Text>
      {reason && <Text c="red" role="alert" className="untrusted">{reason}</Text>}
      <PasswordInput label={t('me.token')} value={text} onChange={(e) => setText(e.currentTarget.value)} autoComplete="off" data-autofocus visibilityToggleButtonProps={{ 'aria-label': t('me.token') }} />
      <Button type="submit" disabled={!text.trim()}>{t('me.signIn')}</Button>
    </Stack>
  );
}
